import { mayAnswer } from '@xinshao/core/alerts/permissions.ts';
import { decisionsOffered } from '@xinshao/core/alerts/transition.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';
import { reasonText } from '@xinshao/core/wording/slack/notice.ts';
import { deliveryLabel, statusWording } from '@xinshao/core/wording/slack/status.ts';
import type { AlertView } from '@xinshao/db/alerts/alert-view.ts';
import type { OpenAlertModel } from '../blocks/customer-card.ts';
import { ruleLabel } from './policy-library.ts';
import { reviewButtonValue } from './review.ts';
import { clockTime, timeLeft } from './time.ts';
import { severityText } from './words.ts';

const LABELS_SHOWN = 4;

/** An alert in a list: what it is about, when its answer is due, whether this member may give it or decide about it. */
export function openAlertModel(
  view: AlertView,
  member: Member,
  policy: Policy | null,
  reader: { readonly locale: Locale; readonly timeZone: string; readonly now: Date },
): OpenAlertModel {
  const { locale, timeZone, now } = reader;
  const owed = view.state === 'open' || view.state === 'returned';
  const labels = new Set(view.warnings.map(({ ruleId }) => ruleLabel(policy, ruleId, locale)));
  return {
    id: view.id,
    version: view.version,
    severity: severityText(view.severity, locale),
    labels: [...labels].slice(0, LABELS_SHOWN),
    status: [
      owed
        ? homeWording[locale].timeLeft({
            due: clockTime(view.dueAt, timeZone),
            left: timeLeft(view.dueAt, now, locale),
          })
        : cardWording[locale][view.state === 'accepted' ? 'alertAccepted' : 'alertAnswered'],
      ...undeliveredTexts(view, locale),
    ].join('\n'),
    answerable: owed && mayAnswer(member, view.responsibility),
    decisions: decisionsOffered(view, member),
    reviewValue: reviewButtonValue(view),
  };
}

/** Why messages of the alert are not in Slack, one line each; not escaped. */
export function undeliveredTexts(view: Pick<AlertView, 'undelivered'>, locale: Locale): string[] {
  return view.undelivered.map(({ what, problem }) =>
    statusWording[locale].undeliveredTo({ what: deliveryLabel(what, locale), reason: reasonText(problem, locale) }),
  );
}
