import type { PresentAbsence } from '@xinshao/core/approvals/absence.ts';
import { endStanding } from '@xinshao/core/approvals/end-grant.ts';
import { creditImpact } from '@xinshao/core/approvals/impact.ts';
import { SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import { APPROVAL_STATE_LABELS, APPROVER_LABELS, SHARE_LABELS } from '@xinshao/core/wording/labels/approvals.ts';
import { labelOf } from '@xinshao/core/wording/labels/label-of.ts';
import { CANDIDATE_LABELS, SUGGESTION_LABELS, TERMS_REASON_LABELS } from '@xinshao/core/wording/labels/scoring.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { gradeText } from '@xinshao/core/wording/scoring.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { endGrantWording } from '@xinshao/core/wording/slack/end-grant.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import type { StoredRequest, StoredStep } from '@xinshao/db/approvals/stored-request.ts';
import type { CustomerCard } from '@xinshao/db/customers/customer-card.ts';
import type { LimitRequestModel } from '../blocks/limit-request.ts';
import { escapeText } from '../blocks/text.ts';
import { measureText } from './measures.ts';
import { amountText, holdText, reasonTexts } from './standing.ts';
import { clockTime } from './time.ts';

const REASONS_SHOWN = 5;

/** What a request is shown with, whoever reads it. */
export interface LimitRequestContext {
  readonly stored: StoredRequest;
  /** The customer as it stands now. */
  readonly card: CustomerCard;
  /** That the customer was assessed with; null where it is no longer readable: ids are shown then. */
  readonly policy: Policy | null;
  /** Who may answer for the level that is being asked now. */
  readonly approverNames: readonly string[];
  /** Who is away now. */
  readonly absences: readonly PresentAbsence[];
  readonly locale: Locale;
  readonly timeZone: string;
}

/** What the reader is told first and may do. */
export type LimitRequestReading = Pick<LimitRequestModel, 'headlines' | 'offers'>;

/** The grant of an approved request that the reader may end before its time; null: none. */
export function endableGrantOf(
  { stored, card, policy, absences }: LimitRequestContext,
  reader: Member,
  today: Day,
): string | null {
  const { grant, lastDay, request } = stored;
  if (grant === null || grant.endedOn !== null || policy === null) return null;
  if (lastDay !== null && lastDay < today) return null;
  const endable = { ...request.requested, lastDay, isCut: grant.isCut, requestedBy: request.requestedBy.code };
  return endStanding(policy.approvals, endable, reader, card.responsibility, absences).may ? grant.id : null;
}

/** Puts a request into words. Who gets it may see the customer's details: owner, those who decide, risk and finance. */
export function limitRequestModel(context: LimitRequestContext, reading: LimitRequestReading): LimitRequestModel {
  const { stored, locale, timeZone } = context;
  const words = limitRequestWording[locale];
  const { request } = stored;
  const open = request.state === 'pending' || request.state === 'returned';
  return {
    locale,
    id: stored.id,
    version: request.version,
    customerId: stored.customer.id,
    customerName: stored.customer.name,
    requesterName: stored.requesterName,
    state: APPROVAL_STATE_LABELS[request.state][locale],
    ...reading,
    headlines: [...reading.headlines, ...outcome(stored, locale)],
    figures: figures(context),
    paragraphs: [
      { heading: words.reason, lines: [oneLine(stored.reason)] },
      ...(open ? judgement(context) : []),
      { heading: words.path, lines: [pathText(context)] },
    ],
    history: stored.steps
      .filter(({ kind }) => kind !== 'request')
      .map((step) => stepText(step, stored, locale, timeZone)),
    footer: open
      ? words.expiresAt({ id: stored.id, at: clockTime(request.expiresAt, timeZone) })
      : words.number({ id: stored.id }),
    decisionValue: [stored.id, request.version, request.level, request.round].join(':'),
  };
}

/** The latest thing that anybody did about a request, or that time did. */
export function latestOf(stored: StoredRequest, locale: Locale, timeZone: string): string {
  if (stored.request.state === 'expired') return limitRequestWording[locale].expired;
  const step = stored.steps.at(-1);
  return step === undefined ? '' : stepText(step, stored, locale, timeZone).split('\n', 1).join('');
}

/** Whose agreement is needed, in order. */
export function levelsText(levels: StoredRequest['request']['levels'], locale: Locale): string {
  return levels.map(({ role }) => APPROVER_LABELS[role][locale]).join(' → ');
}

/** Terms in words; a dash where none are set. */
export function daysText(days: number | null, locale: Locale): string {
  const words = cardWording[locale];
  if (days === null) return words.none;
  return days === 0 ? words.prepaid : words.days({ days });
}

/** Names in a row; that there is nobody where there is none. */
export function peopleText(names: readonly string[], locale: Locale): string {
  if (names.length === 0) return limitRequestWording[locale].nobody;
  return names.map(escapeText).join(locale === 'zh' ? '、' : ', ');
}

function outcome(stored: StoredRequest, locale: Locale): string[] {
  const words = limitRequestWording[locale];
  const { state } = stored.request;
  if (state === 'expired') return [words.expired];
  if (state !== 'approved') return [];
  const { grant } = stored;
  if (grant === null || grant.endedOn === null) return [words.inForce];
  const day = grant.endedOn;
  if (grant.endReason !== null) {
    const by = escapeText(grant.endedByName ?? '');
    return [endGrantWording[locale].ended({ day, by, reason: oneLine(grant.endReason) })];
  }
  return [grant.endedBy === 'system' ? words.ended({ day }) : words.replaced({ day })];
}

function figures({ stored, card, policy, locale, timeZone }: LimitRequestContext): [string, string][] {
  const words = limitRequestWording[locale];
  const { request, before, lastDay, recommended } = stored;
  const { standing } = card;
  const grade = standing?.assessment.grade ?? null;
  return [
    [
      words.limit,
      changeText(amountText(before.limitFen, locale), formatFen(request.requested.limitFen, locale), locale),
    ],
    [words.terms, changeText(daysText(before.termDays, locale), daysText(request.requested.termDays, locale), locale)],
    [words.validity, lastDay === null ? words.forGood : words.untilDay({ day: lastDay })],
    [
      words.recommended,
      words.pair({ limit: amountText(recommended.limitFen, locale), terms: daysText(recommended.termDays, locale) }),
    ],
    [words.grade, grade === null ? cardWording[locale].insufficient : escapeText(gradeText(locale, grade, policy))],
    [words.exposure, amountText(standing?.exposureFen ?? null, locale)],
    [words.overdue, amountText(standing?.overdueFen ?? null, locale)],
    [words.requester, escapeText(stored.requesterName)],
    [words.created, clockTime(stored.createdAt, timeZone)],
  ];
}

/** What speaks for and against it, as far as it still has to be decided. */
function judgement({ stored, card, policy, locale, timeZone }: LimitRequestContext): LimitRequestModel['paragraphs'] {
  const words = limitRequestWording[locale];
  const { standing } = card;
  const restrictions = [
    holdText(card.hold, locale, timeZone),
    ...card.measures.map((measure) => measureText(measure, locale, timeZone)),
  ].filter((text) => text !== null);
  const restricted =
    restrictions.length === 0 ? [] : [{ heading: '⛔', lines: restrictions.map((text) => `*${escapeText(text)}*`) }];
  if (standing === null) return restricted;
  const reasons = reasonTexts(standing.assessment, policy, locale).slice(0, REASONS_SHOWN);
  return [
    ...restricted,
    { heading: words.candidates, lines: candidateLines(standing, locale) },
    ...(reasons.length === 0
      ? []
      : [{ heading: words.gradeReasons, lines: reasons.map((reason) => `• ${escapeText(reason)}`) }]),
    ...(policy === null ? [] : [{ heading: words.impact, lines: impactLines(stored, standing, policy, locale) }]),
  ];
}

/** Every candidate of the recommended limit with its amount, what would close a gap, and where the terms come from. */
export function candidateLines(standing: NonNullable<CustomerCard['standing']>, locale: Locale): string[] {
  const words = limitRequestWording[locale];
  const { candidates, binding, suggestion } = standing.assessment.limit;
  const texts = candidates.map(({ id, fen }) => {
    const amount = fen === null ? words.notComputable : formatFen(fen, locale);
    const text = words.candidate({ label: CANDIDATE_LABELS[id][locale], amount });
    return id === binding ? words.binding({ text }) : text;
  });
  const { reasons } = standing.assessment.terms;
  const terms = reasons
    .map((reason) => labelOf(TERMS_REASON_LABELS, reason, locale))
    .join(locale === 'zh' ? '、' : ', ');
  return [
    texts.join(' · '),
    ...(suggestion === null ? [] : [SUGGESTION_LABELS[suggestion][locale]]),
    ...(terms === '' ? [] : [words.termsBecause({ terms })]),
  ];
}

function impactLines(
  stored: StoredRequest,
  { facts }: NonNullable<CustomerCard['standing']>,
  policy: Policy,
  locale: Locale,
): string[] {
  const words = limitRequestWording[locale];
  const impact = creditImpact(facts, stored.request.requested.limitFen, policy.limits);
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  const { group } = impact;
  const marked = (text: string, over: boolean) => `• ${over ? words.over({ text }) : text}`;
  return [
    `• ${impact.addedFen === 0 ? words.impactNone : words.impactAdded({ amount: formatFen(impact.addedFen, locale) })}`,
    ...(group === null
      ? []
      : [
          marked(
            words.impactGroup({
              name: escapeText(group.name),
              from: formatFen(group.beforeFen, locale),
              to: formatFen(group.afterFen, locale),
              limit: amountText(group.limitFen, locale),
            }),
            group.limitFen !== null && group.afterFen > group.limitFen,
          ),
        ]),
    ...impact.shares.map(({ of, before, after, allowed }) =>
      marked(
        words.impactShare({
          label: SHARE_LABELS[of][locale],
          from: percent(before),
          to: percent(after),
          allowed: percent(allowed),
        }),
        after > allowed,
      ),
    ),
  ];
}

function pathText({ stored, approverNames, locale }: LimitRequestContext): string {
  const words = limitRequestWording[locale];
  const { levels, level: reached, state } = stored.request;
  const texts = levels.map(({ role }, place) => {
    const level = APPROVER_LABELS[role][locale];
    if (place < reached) return words.levelDone({ level });
    if (place > reached || state !== 'pending') return words.levelLater({ level });
    return words.levelNow({ level, people: peopleText(approverNames, locale) });
  });
  return texts.join(' → ');
}

function stepText(step: StoredStep, { request }: StoredRequest, locale: Locale, timeZone: string): string {
  const words = limitRequestWording[locale];
  const behalf = step.onBehalfOfName === null ? '' : words.onBehalf({ name: escapeText(step.onBehalfOfName) });
  const who = { name: `${escapeText(step.byName)}${behalf}`, at: clockTime(step.at, timeZone) };
  const note = step.reason === '' || step.kind === 'resubmit' ? '' : `\n>${oneLine(step.reason)}`;
  switch (step.kind) {
    case 'approve': {
      const level = request.levels[step.level ?? -1];
      return (
        words.stepApprove({ ...who, level: level === undefined ? '' : APPROVER_LABELS[level.role][locale] }) + note
      );
    }
    case 'reject':
      return words.stepReject(who) + note;
    case 'return':
      return words.stepReturn(who) + note;
    case 'withdraw':
      return step.by === SYSTEM ? words.stepCalledOff(who) + note : words.stepWithdraw(who);
    case 'resubmit':
      return words.stepResubmit(who);
    case 'request':
    case 'delegate':
      return `${words.requester} ${who.name} ${who.at}`;
  }
}

function changeText(from: string, to: string, locale: Locale): string {
  return from === to ? from : limitRequestWording[locale].change({ from, to });
}

function oneLine(text: string): string {
  return escapeText(text).replaceAll('\n', ' ');
}
