import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { brierParts } from '@xinshao/core/effect/brier.ts';
import { weighEstimate } from '@xinshao/core/effect/weigh.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { reportWording } from '@xinshao/core/wording/slack/report.ts';
import type { AlertView } from '@xinshao/db/alerts/alert-view.ts';
import { judgedEstimates } from '@xinshao/db/effect/judge-estimates.ts';
import { escapeText } from '../blocks/text.ts';
import type { Services } from '../services.ts';
import { percent } from './report.ts';

/**
 * What the record of whoever answered makes of their estimate of recovery, in one line of mrkdwn: advice for the
 * reviewer, and no part of any score.
 * @returns null when there is no answer, the alert's policy does not weigh, or the record is too short for it
 */
export async function weighedEstimateLine(services: Services, view: AlertView, locale: Locale): Promise<string | null> {
  const { feedback } = view;
  if (feedback === null) return null;
  const policy = await services.policies.of(view.policyHash);
  if (policy === null || policy.estimates.weighBy === 'none') return null;
  const today = dayInTimeZone(services.now(), services.timeZone);
  const record = await judgedEstimates(services.database, feedback.submittedBy.code, today);
  const said = feedback.answers.recovery_percent / 100;
  const weighed = weighEstimate(said, record, policy.estimates);
  const parts = brierParts(record);
  if (weighed === null || parts === null) return null;
  return reportWording[locale].weighed({
    name: escapeText(feedback.submittedBy.name),
    said: percent(said),
    weighed: percent(weighed.weighed),
    count: weighed.count,
    brier: parts.score.toFixed(2),
  });
}
