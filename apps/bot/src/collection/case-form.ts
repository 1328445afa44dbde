import type { ModalView } from '@slack/types';
import { adviseNext, estimateStage } from '@xinshao/core/collection/advice.ts';
import { mayDecideCollection } from '@xinshao/core/collection/permissions.ts';
import { isLegal, laterStages } from '@xinshao/core/collection/stages.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { CONTACT_METHODS } from '@xinshao/core/feedback/fields.ts';
import { exactYuan } from '@xinshao/core/money/exact-yuan.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { CASE_REFUSAL_LABELS, STAGE_LABELS } from '@xinshao/core/wording/labels/collection.ts';
import { CONTACT_METHOD_LABELS } from '@xinshao/core/wording/labels/feedback.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { type CaseView, caseView } from '@xinshao/db/collection/case-view.ts';
import { type CollectionFormKind, collectionFormView } from '../blocks/collection-modal.ts';
import { noticeView } from '../blocks/feedback-modal.ts';
import { escapeText } from '../blocks/text.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { adviceText, collectionPolicyOf, stepsFor } from '../present/collection.ts';
import { clockTime } from '../present/time.ts';
import type { Services } from '../services.ts';

/** The form of a step, or a notice that says why it cannot be taken now: what happened, and by whom. */
export async function caseForm(
  services: Services,
  request: { readonly slackUserId: string; readonly caseId: string; readonly kind: CollectionFormKind },
  locale: Locale,
): Promise<ModalView> {
  const words = collectionWording[locale];
  const { kind } = request;
  const today = dayInTimeZone(services.now(), services.timeZone);
  const [member, view] = await Promise.all([
    services.people.staffOf(request.slackUserId),
    caseView(services.database, request.caseId, today),
  ]);
  if (member === null) return noticeView(locale, words.notPossible, await refuseStranger(services, locale));
  if (view === null) return noticeView(locale, words.notPossible, CASE_REFUSAL_LABELS.missing[locale]);
  if (!stepsFor(view, member).includes(kind)) return refusedView(services, view, locale);
  const policy = await collectionPolicyOf(services.policies, view.policyHash);
  const { overdueFen, toPayFen } = view.account;
  const advice = adviseNext(view.stage, toPayFen, policy);
  const stages = laterStages(view.stage).filter((stage) => mayDecideCollection(member) || !isLegal(stage));
  const about = words.about({
    name: escapeText(view.customer.name),
    id: view.id,
    overdue: formatFen(overdueFen, locale),
  });
  return collectionFormView({
    locale,
    kind,
    metadata: { caseId: view.id, kind, from: view.stage, request: view.writeOff?.number ?? 0 },
    introduction: [`*${about}*`, ...(kind === 'advance' ? [adviceText(view, policy, locale)] : [])],
    today,
    channels: CONTACT_METHODS.map((value) => ({ value, label: CONTACT_METHOD_LABELS[value][locale] })),
    stages: stages.map((value) => {
      const { costFen, yieldFen } = estimateStage(value, toPayFen, policy);
      const label = words.stageOption({
        stage: STAGE_LABELS[value][locale],
        cost: formatFen(costFen, locale),
        yield: formatFen(yieldFen, locale),
      });
      return { value, label };
    }),
    advised: advice.kind === 'stage' ? advice.stage : null,
    total: toPayFen > 0 ? exactYuan(toPayFen) : null,
  });
}

/** Why nothing can be done: the case is over, or the person may not. */
function refusedView(services: Services, view: CaseView, locale: Locale): ModalView {
  const words = collectionWording[locale];
  const code = view.dueAt === null ? 'already_closed' : 'not_allowed';
  const reason = CASE_REFUSAL_LABELS[code][locale];
  if (code === 'not_allowed') return noticeView(locale, words.notPossible, reason);
  const { by, at } = view.latest;
  const body = words.tooLate({ reason, name: escapeText(by), at: clockTime(at, services.timeZone) });
  return noticeView(locale, words.notPossible, body);
}
