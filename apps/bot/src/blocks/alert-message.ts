import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export const OPEN_FEEDBACK = 'open_feedback';
export const SHOW_CUSTOMER = 'show_customer';

/** What the message says; texts are worded already and not yet escaped, except `ownerMention`. */
export interface AlertMessageModel {
  readonly locale: Locale;
  readonly id: string;
  readonly version: number;
  readonly state: string;
  /** e.g. `🔴 红色` */
  readonly severity: string;
  readonly customerId: number;
  readonly customerName: string;
  readonly openedOn: string;
  readonly warnings: readonly { readonly mark: string; readonly label: string; readonly evidence: string }[];
  readonly exposure: string;
  readonly overdue: string;
  readonly gradeBefore: string | null;
  readonly gradeAfter: string | null;
  readonly ownerName: string | null;
  /** Slack mention or escaped name; null: nobody to address. */
  readonly ownerMention: string | null;
  readonly due: string;
  readonly outcome: Outcome | null;
}

export interface Outcome {
  readonly by: string;
  readonly at: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}

export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Warnings shown one by one; the rest is counted. */
const WARNINGS_SHOWN = 12;

/**
 * The one message of an alert. While an answer is owed it addresses the owner and offers the feedback button; once
 * answered the outcome stands in its place and nobody is mentioned any more.
 */
export function alertMessage(model: AlertMessageModel): SlackMessage {
  const words = alertWording[model.locale];
  const owed = model.state === 'open' || model.state === 'returned';
  const name = escapeText(model.customerName);
  return {
    text: clip(
      model.outcome === null || owed
        ? words.fallback({ severity: model.severity, name, count: model.warnings.length })
        : words.fallbackAnswered({ severity: model.severity, name, by: escapeText(model.outcome.by) }),
      LIMITS.messageText,
    ),
    blocks: [
      {
        type: 'header',
        text: plain(words.title({ severity: model.severity, name: model.customerName }), LIMITS.headerText),
      },
      { type: 'section', text: mrkdwn(`*${words.whatHappened}*`) },
      ...warningBlocks(model),
      { type: 'section', fields: figures(model) },
      ...(owed && model.ownerMention !== null ? [addressed(model, model.ownerMention)] : []),
      ...outcomeBlocks(model),
      actions(model, owed),
      { type: 'context', elements: [mrkdwn(words.openedOn({ day: model.openedOn, id: model.id }))] },
    ],
  };
}

function warningBlocks(model: AlertMessageModel): KnownBlock[] {
  const shown = model.warnings.slice(0, WARNINGS_SHOWN).map(
    (warning): KnownBlock => ({
      type: 'section',
      text: mrkdwn(`${warning.mark} *${escapeText(warning.label)}*\n${escapeText(warning.evidence)}`),
    }),
  );
  const rest = model.warnings.length - shown.length;
  if (rest > 0) {
    shown.push({ type: 'context', elements: [mrkdwn(alertWording[model.locale].moreWarnings({ count: rest }))] });
  }
  return shown;
}

function figures(model: AlertMessageModel) {
  const words = alertWording[model.locale];
  const grade = (value: string | null) => escapeText(value ?? words.noGrade);
  const changed = model.gradeBefore !== null && model.gradeBefore !== model.gradeAfter;
  const entries: [string, string][] = [
    [words.exposure, model.exposure],
    [words.overdue, model.overdue],
    changed
      ? [words.grade, `${grade(model.gradeBefore)} → ${grade(model.gradeAfter)}`]
      : [words.gradeSame, grade(model.gradeAfter)],
    [words.owner, escapeText(model.ownerName ?? words.noOwner)],
    [words.due, model.due],
  ];
  return entries.map(([label, value]) => mrkdwn(`*${label}*\n${value}`, LIMITS.fieldText));
}

function addressed(model: AlertMessageModel, ownerMention: string): KnownBlock {
  return { type: 'section', text: mrkdwn(alertWording[model.locale].addressOwner({ mention: ownerMention })) };
}

function outcomeBlocks(model: AlertMessageModel): KnownBlock[] {
  const words = alertWording[model.locale];
  const blocks: KnownBlock[] = [];
  if (model.state === 'returned') blocks.push({ type: 'section', text: mrkdwn(words.returned) });
  if (model.state === 'closed') blocks.push({ type: 'section', text: mrkdwn(words.closed) });
  if (model.outcome !== null) {
    const { by, at, lines } = model.outcome;
    const listed = lines.map(({ label, value }) => `*${label}*　${escapeText(value).replaceAll('\n', ' ')}`);
    blocks.push({
      type: 'section',
      text: mrkdwn([words.answeredBy({ name: escapeText(by), at }), ...listed].join('\n')),
    });
  }
  return blocks;
}

function actions(model: AlertMessageModel, owed: boolean): ActionsBlock {
  const words = alertWording[model.locale];
  const value = `${model.id}:${model.version}`;
  const details = {
    type: 'button' as const,
    action_id: SHOW_CUSTOMER,
    text: plain(words.details, LIMITS.buttonText),
    value: String(model.customerId),
  };
  // A new block_id for every version: clients keep the state of a block whose id stays.
  const block = { type: 'actions' as const, block_id: `alert:${value}` };
  if (!owed) return { ...block, elements: [details] };
  return {
    ...block,
    elements: [
      {
        type: 'button',
        action_id: OPEN_FEEDBACK,
        style: 'primary',
        text: plain(words.submit, LIMITS.buttonText),
        value,
      },
      details,
    ],
  };
}
