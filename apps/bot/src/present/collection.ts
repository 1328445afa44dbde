import { adviseNext } from '@xinshao/core/collection/advice.ts';
import type { WriteOffRequest } from '@xinshao/core/collection/case.ts';
import { caseStepsOffered } from '@xinshao/core/collection/transition.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { type CollectionPolicy, DEFAULT_COLLECTION } from '@xinshao/core/policy/collection-schema.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import { describeInstalment } from '@xinshao/core/wording/instalments.ts';
import { CASE_STATE_LABELS, STAGE_LABELS, WRITE_OFF_ROLE_LABELS } from '@xinshao/core/wording/labels/collection.ts';
import { CONTACT_METHOD_LABELS } from '@xinshao/core/wording/labels/feedback.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import type { CaseView } from '@xinshao/db/collection/case-view.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { collectionMessage, collectionReminder } from '../blocks/collection-message.ts';
import { escapeText } from '../blocks/text.ts';
import type { PolicyLibrary } from './policy-library.ts';
import { clockTime } from './time.ts';

/** Who reads a message of a case. */
export interface CaseReader {
  readonly member: Member;
  readonly locale: Locale;
  readonly timeZone: string;
}

/** The rules a case was opened under; those of a policy that cannot be read any more are the usual ones. */
export async function collectionPolicyOf(policies: PolicyLibrary, hash: string): Promise<CollectionPolicy> {
  return (await policies.of(hash))?.collection ?? DEFAULT_COLLECTION;
}

/** What the reader may do with the case now. */
export function stepsFor(view: CaseView, member: Member) {
  return caseStepsOffered({ ...view, writeOff: pendingWriteOff(view) }, member);
}

/** The write-off that is being decided; null: none is. */
export function pendingWriteOff({ writeOff }: CaseView): WriteOffRequest | null {
  if (writeOff === null || writeOff.state !== 'asked') return null;
  const agreed = writeOff.decisions.filter(({ agree }) => agree).map(({ role }) => role);
  return { number: writeOff.number, requestedBy: writeOff.requestedBy, agreed };
}

/** A case as its message shows it to one reader. */
export function renderCase(view: CaseView, policy: CollectionPolicy, reader: CaseReader): SlackMessage {
  const { locale, timeZone } = reader;
  const words = collectionWording[locale];
  const overdue = formatFen(view.account.overdueFen, locale);
  const name = escapeText(view.customer.name);
  const stage = STAGE_LABELS[view.stage][locale];
  return collectionMessage({
    locale,
    id: view.id,
    version: view.version,
    customerId: view.customer.id,
    title: words.title({ name: view.customer.name }),
    fallback: words.fallback({ name, stage, overdue }),
    fields: [
      { label: words.stage, value: stage },
      { label: words.state, value: CASE_STATE_LABELS[view.state][locale] },
      { label: words.overdueNow, value: overdue },
      ...(view.account.creditsFen === 0
        ? []
        : [{ label: words.unapplied, value: formatFen(view.account.creditsFen, locale) }]),
      { label: words.overdueThen, value: formatFen(view.openedFen, locale) },
      { label: words.owner, value: escapeText(view.ownerName ?? words.noOwner) },
      ...(view.dueAt === null ? [] : [{ label: words.due, value: clockTime(view.dueAt, timeZone) }]),
    ],
    paragraphs: paragraphs(view, policy, reader),
    context: words.opened({ id: view.id, day: dayInTimeZone(view.openedAt, timeZone), alert: view.alertId }),
    steps: stepsFor(view, reader.member),
  });
}

function paragraphs(view: CaseView, policy: CollectionPolicy, reader: CaseReader): string[] {
  const { locale, timeZone } = reader;
  const words = collectionWording[locale];
  if (view.dueAt === null) {
    return [closing(view, locale, timeZone), ...planLines(view, locale), ...contactLines(view, locale)];
  }
  const entered = view.stages.at(-1);
  const outlook = [
    ...(entered === undefined
      ? []
      : [
          words.estimate({
            cost: formatFen(entered.costFen, locale),
            yield: formatFen(entered.yieldFen, locale),
          }),
        ]),
    ...(view.writeOff?.state === 'asked' ? [] : [adviceText(view, policy, locale)]),
    ...(view.letterCount === 0 ? [] : [words.letters({ count: view.letterCount })]),
  ];
  return [
    ...(outlook.length === 0 ? [] : [outlook.join('\n')]),
    ...writeOffLines(view, locale),
    ...planLines(view, locale),
    ...contactLines(view, locale),
  ];
}

/** What the policy advises next. */
export function adviceText(view: CaseView, policy: CollectionPolicy, locale: Locale): string {
  const words = collectionWording[locale];
  const advice = adviseNext(view.stage, view.account.toPayFen, policy);
  switch (advice.kind) {
    case 'close':
      return words.adviseClose;
    case 'write_off':
      return words.adviseWriteOff;
    case 'stage': {
      const stage = STAGE_LABELS[advice.stage][locale];
      const skipped = advice.skips.map((skip) => STAGE_LABELS[skip][locale]).join(locale === 'zh' ? '、' : ', ');
      return skipped === '' ? words.adviseStage({ stage }) : words.adviseSkip({ stage, skipped });
    }
  }
}

/** The contact log, the latest first; what people typed is escaped. */
export function contactLines(view: CaseView, locale: Locale): string[] {
  const words = collectionWording[locale];
  if (view.contactCount === 0)
    return view.dueAt === null ? [] : [`*${words.contacts({ count: 0 })}*\n${words.noContacts}`];
  const lines = view.contacts.flatMap((contact) => [
    words.contact({
      day: contact.contactedOn,
      channel: CONTACT_METHOD_LABELS[contact.channel][locale],
      person: typed(contact.person),
      by: typed(contact.by),
      result: typed(contact.result, 200),
    }),
    words.contactNext({ next: typed(contact.nextStep, 150) }),
    ...(contact.expectedOn === null || contact.expectedFen === null
      ? []
      : [words.contactExpected({ day: contact.expectedOn, amount: formatFen(contact.expectedFen, locale) })]),
  ]);
  return [[`*${words.contacts({ count: view.contactCount })}*`, ...lines].join('\n')];
}

function typed(text: string, most = 80): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return escapeText(line.length > most ? `${line.slice(0, most - 1)}…` : line);
}

function planLines(view: CaseView, locale: Locale): string[] {
  const words = collectionWording[locale];
  if (view.instalments.length === 0) return [];
  const lines = view.instalments.map((instalment) => describeInstalment(locale, instalment));
  return [[`*${words.plan}*`, ...lines].join('\n')];
}

function writeOffLines(view: CaseView, locale: Locale): string[] {
  const words = collectionWording[locale];
  const { writeOff } = view;
  if (writeOff === null || writeOff.state === 'withdrawn') return [];
  const asked = words.writeOffAsked({
    name: escapeText(writeOff.requestedByName),
    amount: formatFen(writeOff.amountFen, locale),
    reason: typed(writeOff.reason, 500),
  });
  const decisions = writeOff.decisions.map(({ role, by, agree, note }) =>
    words.decision({
      role: WRITE_OFF_ROLE_LABELS[role][locale],
      name: escapeText(by),
      verdict: agree ? words.agree : words.refuse,
      note: note === '' ? '' : ` — ${typed(note, 300)}`,
    }),
  );
  const please = writeOff.state === 'asked' ? [words.writeOffPlease] : [];
  return [[asked, ...decisions, ...please].join('\n')];
}

function closing(view: CaseView, locale: Locale, timeZone: string): string {
  const closed = collectionWording[locale].closed({
    state: CASE_STATE_LABELS[view.state][locale],
    name: escapeText(view.latest.by),
    at: clockTime(view.latest.at, timeZone),
    note: view.closeNote === '' ? '' : `\n${typed(view.closeNote, 500)}`,
  });
  return [closed, ...writeOffLines(view, locale)].join('\n');
}

/** A reminder of a stage; its buttons go once the case has moved on. */
export function renderStageReminder(view: CaseView, number: number, reader: CaseReader): SlackMessage {
  const { locale, timeZone } = reader;
  const entered = view.stages.find((stage) => stage.number === number);
  const current = view.dueAt !== null && entered?.number === view.stages.at(-1)?.number;
  const text = collectionWording[locale].stageReminder({
    name: escapeText(view.customer.name),
    stage: STAGE_LABELS[entered?.stage ?? view.stage][locale],
    due: view.dueAt === null || !current ? '' : clockTime(view.dueAt, timeZone),
  });
  const steps = current ? stepsFor(view, reader.member) : [];
  return collectionReminder({ locale, id: view.id, version: view.version, customerId: view.customer.id, text, steps });
}

/** What stands with somebody who does not work on the case any more. */
export function renderFormerCase(view: CaseView, { locale }: CaseReader): SlackMessage {
  const text = collectionWording[locale].handedOver({
    name: escapeText(view.customer.name),
    owner: escapeText(view.ownerName ?? collectionWording[locale].noOwner),
  });
  return collectionReminder({
    locale,
    id: view.id,
    version: view.version,
    customerId: view.customer.id,
    text,
    steps: [],
  });
}

/** A reminder of an instalment; null when the plan was replaced. */
export function renderInstalmentReminder(view: CaseView, id: string, reader: CaseReader): SlackMessage | null {
  const { locale } = reader;
  const line = view.instalments.find((instalment) => instalment.id === id);
  if (line === undefined) return null;
  const text = collectionWording[locale].instalmentReminder({
    name: escapeText(view.customer.name),
    number: line.number,
    day: line.dueOn,
    amount: formatFen(line.amountFen, locale),
  });
  const steps = view.dueAt === null ? [] : stepsFor(view, reader.member);
  return collectionReminder({ locale, id: view.id, version: view.version, customerId: view.customer.id, text, steps });
}
