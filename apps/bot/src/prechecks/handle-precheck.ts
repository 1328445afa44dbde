import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { PrecheckCommand } from '@xinshao/core/prechecks/transition.ts';
import { may } from '@xinshao/core/roles/abilities.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { precheckWording } from '@xinshao/core/wording/slack/precheck.ts';
import { matchCustomers } from '@xinshao/db/lookup/match-customers.ts';
import { decidePrecheck, type PrecheckDecisionResult } from '@xinshao/db/overlay/decide-precheck.ts';
import { type PrecheckView, precheckById } from '@xinshao/db/overlay/precheck-view.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import * as z from 'zod';
import { FIELD_ACTION, noticeView } from '../blocks/feedback-modal.ts';
import { notice } from '../blocks/notice.ts';
import { precheckForm } from '../blocks/precheck-message.ts';
import type { LimitSubmission } from '../limits/answer-limit-form.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { happenedText } from '../present/precheck.ts';
import type { Services } from '../services.ts';

const CUSTOMERS_OFFERED = 10;

const metadataSchema = z.object({
  precheckId: z.string().regex(/^\d{1,18}$/),
  version: z.int().min(1),
  kind: z.enum(['done', 'decline']),
});
export type PrecheckMetadata = z.infer<typeof metadataSchema>;

/** Reads `precheck:version` of a button. @returns null for what no button of ours carries */
export function precheckOfButton(value: string, kind: PrecheckMetadata['kind']): PrecheckMetadata | null {
  const [precheckId, version] = value.split(':');
  const read = metadataSchema.safeParse({ precheckId, version: Number(version), kind });
  return read.success ? read.data : null;
}

/** *I am checking*. @returns what the officer is told */
export async function takePrecheck(
  services: Services,
  member: StaffMember,
  value: string,
  locale: Locale,
): Promise<string> {
  const words = precheckWording[locale];
  const asked = precheckOfButton(value, 'done');
  if (asked === null) return words.missing;
  const result = await decide(services, asked.precheckId, { kind: 'take', by: member, version: asked.version });
  return result.outcome === 'refused' ? refusalText(services, result, locale) : words.taken;
}

/** The form that settles a prospect, or a notice that says why there is nothing to settle. */
export async function settleForm(
  services: Services,
  member: StaffMember,
  asked: PrecheckMetadata,
  locale: Locale,
): Promise<ModalView> {
  const words = precheckWording[locale];
  const { database } = services;
  if (!may(member, 'decide_precheck').may) return noticeView(locale, words.notPossibleTitle, words.notAllowed);
  const precheck = await precheckById(database.pool, asked.precheckId);
  if (precheck === null) return noticeView(locale, words.notPossibleTitle, words.missing);
  if (precheck.version !== asked.version)
    return noticeView(locale, words.tooLateTitle, lateText(services, precheck, locale));
  const { uscc, nameKey, name } = precheck;
  const found = await matchCustomers(database, { code: null, uscc, key: nameKey }, CUSTOMERS_OFFERED);
  const customers = found.map((one) => ({ id: one.customerId, name: one.name, code: one.code }));
  return precheckForm({ locale, metadata: JSON.stringify(asked), kind: asked.kind, name, customers });
}

/** Stores a submitted form. @returns what Slack is told to do with the modal */
export async function answerPrecheck(services: Services, submission: LimitSubmission): Promise<ViewResponseAction> {
  const { locale, values } = submission;
  const words = precheckWording[locale];
  const { precheckId, version, kind } = metadataSchema.parse(JSON.parse(submission.privateMetadata));
  const member = await services.people.staffOf(submission.slackUserId);
  if (member === null) return notice(locale, words.notPossibleTitle, await refuseStranger(services, locale));
  const outcome = (values.outcome?.[FIELD_ACTION]?.value ?? '').trim();
  const chosen = values.customer?.[FIELD_ACTION]?.selected_option?.value;
  const customerId = chosen === undefined || !/^\d{1,9}$/.test(chosen) ? null : Number(chosen);
  const about = { by: member, version, outcome };
  const result = await decide(
    services,
    precheckId,
    kind === 'done' ? { ...about, kind, customerId } : { ...about, kind },
  );
  if (result.outcome !== 'refused') return notice(locale, words.savedTitle, words.saved);
  if (result.code === 'outcome_missing') {
    const error = kind === 'done' ? words.outcomeMissing : words.reasonMissing;
    return { response_action: 'errors', errors: { outcome: error } };
  }
  const isLate = result.code === 'changed' || result.code === 'settled';
  const title = isLate ? words.tooLateTitle : words.notPossibleTitle;
  return notice(locale, title, refusalText(services, result, locale));
}

async function decide(services: Services, precheckId: string, command: PrecheckCommand) {
  const origin = { at: services.now(), surface: 'slack' as const };
  const result = await decidePrecheck(services.database, services.queue, precheckId, command, origin);
  const outcome = result.outcome === 'refused' ? result.code : result.outcome;
  services.log.info({ precheckId, staff: command.by.code, step: command.kind, outcome }, 'step of a precheck');
  return result;
}

function refusalText(
  services: Services,
  { code, precheck }: Extract<PrecheckDecisionResult, { outcome: 'refused' }>,
  locale: Locale,
): string {
  const words = precheckWording[locale];
  if (code === 'not_allowed') return words.notAllowed;
  return precheck === null ? words.missing : lateText(services, precheck, locale);
}

function lateText({ timeZone }: Services, precheck: PrecheckView, locale: Locale): string {
  const words = precheckWording[locale];
  const happened = happenedText(precheck, locale, timeZone);
  return happened === null ? words.changed : words.tooLate({ happened });
}
