import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { standing } from '@xinshao/core/approvals/permissions.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import {
  decideLimitRequest,
  type LimitRefusal,
  type RequestDecision,
} from '@xinshao/db/approvals/decide-limit-request.ts';
import { requestById } from '@xinshao/db/approvals/read-requests.ts';
import type { StoredRequest } from '@xinshao/db/approvals/stored-request.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import * as z from 'zod';
import { FIELD_ACTION, noticeView } from '../blocks/feedback-modal.ts';
import { limitDecisionView } from '../blocks/limit-form.ts';
import { notice } from '../blocks/notice.ts';
import { escapeText } from '../blocks/text.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { daysText, latestOf, peopleText } from '../present/limit-request.ts';
import { momentOf, type Services } from '../services.ts';
import type { LimitSubmission } from './answer-limit-form.ts';

export const LIMIT_DECISIONS = ['approve', 'return', 'reject'] as const;

const metadataSchema = z.object({
  requestId: z.string().regex(/^\d{1,18}$/),
  level: z.int().min(0),
  round: z.int().min(1),
  decision: z.enum(LIMIT_DECISIONS),
});
export type DecisionMetadata = z.infer<typeof metadataSchema>;

/** Reads `request:version:level:round` of a button. @returns null for what no button of ours carries */
export function decisionOfButton(value: string, decision: DecisionMetadata['decision']): DecisionMetadata | null {
  const [requestId, , level, round] = value.split(':');
  const read = metadataSchema.safeParse({ requestId, level: Number(level), round: Number(round), decision });
  return read.success ? read.data : null;
}

/** The form for a decision, or a notice that says why there is nothing to decide: what happened, and by whom. */
export async function decisionForm(
  services: Services,
  member: StaffMember,
  asked: DecisionMetadata,
  locale: Locale,
): Promise<ModalView> {
  const words = limitRequestWording[locale];
  const now = services.now();
  const stored = await requestById(services.database.pool, asked.requestId, { now, timeZone: services.timeZone });
  if (stored === null) return noticeView(locale, words.notPossibleTitle, words.missing);
  const { request } = stored;
  if (request.state !== 'pending' || request.level !== asked.level || request.round !== asked.round) {
    return tooLate(services, stored, locale);
  }
  const entitled = standing(request, member, now);
  if (!entitled.may) return noticeView(locale, words.notPossibleTitle, refusalText(entitled.because, locale));
  const { limitFen, termDays } = request.requested;
  const wanted = words.pair({ limit: formatFen(limitFen, locale), terms: daysText(termDays, locale) });
  const validity = stored.lastDay === null ? words.forGood : words.untilDay({ day: stored.lastDay });
  const about = `*${words.title({ name: escapeText(stored.customer.name) })}*\n${wanted} · ${validity}`;
  return limitDecisionView({ locale, metadata: JSON.stringify(asked), decision: asked.decision, about });
}

/** Stores a submitted decision. @returns what Slack is told to do with the modal */
export async function answerDecision(services: Services, submission: LimitSubmission): Promise<ViewResponseAction> {
  const { locale } = submission;
  const words = limitRequestWording[locale];
  const { requestId, level, round, decision } = metadataSchema.parse(JSON.parse(submission.privateMetadata));
  const member = await services.people.staffOf(submission.slackUserId);
  if (member === null) return notice(locale, words.notPossibleTitle, await refuseStranger(services, locale));
  const reason = (submission.values.note?.[FIELD_ACTION]?.value ?? '').trim();
  const result = await decideRequest(services, member, requestId, { kind: decision, level, round, reason });
  if (result.outcome === 'refused') {
    if (result.code === 'reason_missing') return { response_action: 'errors', errors: { note: words.reasonMissing } };
    return { response_action: 'update', view: refusedView(services, result.code, result.request, locale) };
  }
  const said = { approve: words.savedApproved, return: words.savedReturned, reject: words.savedRejected };
  const passedOn = result.outcome === 'stored' && result.request.request.state === 'pending';
  const people = result.outcome === 'stored' ? result.approvers.map(({ name }) => name) : [];
  const text = passedOn ? words.savedPassedOn({ people: peopleText(people, locale) }) : said[decision];
  return notice(locale, words.savedTitle, text);
}

/** Takes a request back. @returns what the person is told */
export async function withdrawRequest(
  services: Services,
  member: StaffMember,
  requestId: string,
  locale: Locale,
): Promise<string> {
  const words = limitRequestWording[locale];
  if (!/^\d{1,18}$/.test(requestId)) return words.missing;
  const result = await decideRequest(services, member, requestId, { kind: 'withdraw' });
  if (result.outcome !== 'refused') return words.savedWithdrawn;
  if (result.request === null) return words.missing;
  if (result.code === 'not_allowed') return words.notAllowed;
  return words.tooLate({ happened: latestOf(result.request, locale, services.timeZone) });
}

async function decideRequest(services: Services, member: StaffMember, requestId: string, decision: RequestDecision) {
  const moment = momentOf(services);
  const stored = await requestById(services.database.pool, requestId, moment);
  if (stored === null) return { outcome: 'refused', code: 'missing', request: null } as const;
  const policy = await services.policies.of(stored.policyHash);
  if (policy === null) throw new Error(`the policy ${stored.policyHash} of request ${requestId} cannot be read`);
  const result = await decideLimitRequest(services.database, services.queue, {
    requestId,
    by: member,
    decision,
    policy,
    moment,
    surface: 'slack',
  });
  const outcome = result.outcome === 'refused' ? result.code : result.outcome;
  services.log.info({ requestId, staff: member.code, decision: decision.kind, outcome }, 'limit decision');
  return result;
}

function refusedView(services: Services, code: LimitRefusal, stored: StoredRequest | null, locale: Locale): ModalView {
  const words = limitRequestWording[locale];
  if (stored === null) return noticeView(locale, words.notPossibleTitle, words.missing);
  switch (code) {
    case 'not_allowed':
    case 'own_request':
    case 'decided_before':
      return noticeView(locale, words.notPossibleTitle, refusalText(code, locale));
    case 'restricted':
      return noticeView(locale, words.notPossibleTitle, words.restricted);
    case 'level_not_reached':
      return noticeView(locale, words.notPossibleTitle, words.notYourTurn);
    default:
      return tooLate(services, stored, locale);
  }
}

function refusalText(code: 'not_allowed' | 'own_request' | 'decided_before', locale: Locale): string {
  const words = limitRequestWording[locale];
  return { not_allowed: words.notAllowed, own_request: words.ownRequest, decided_before: words.decidedBefore }[code];
}

/** Somebody was faster: what they did. */
function tooLate(services: Services, stored: StoredRequest, locale: Locale): ModalView {
  const words = limitRequestWording[locale];
  const happened = latestOf(stored, locale, services.timeZone);
  return noticeView(locale, words.tooLateTitle, words.tooLate({ happened }));
}
