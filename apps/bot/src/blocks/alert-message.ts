import type { ActionsBlock, Block, Button, KnownBlock } from '@slack/types';
import type { AlertStepKind } from '@xinshao/core/alerts/alert.ts';
import type { ReviewDecision } from '@xinshao/core/alerts/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export const OPEN_FEEDBACK = 'open_feedback';
export const EDIT_FEEDBACK = 'edit_feedback';
export const FEEDBACK_HISTORY = 'feedback_history';
export const SEND_FILES = 'send_files';
export const SHOW_CUSTOMER = 'show_customer';
export const REVIEW = { accept: 'review_accept', return: 'review_return', close: 'review_close' } as const;

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
  readonly ownerHasLeft: boolean;
  readonly due: string;
  /** That nothing more is sold on account to the customer; worded; null: it is. */
  readonly stopped: string | null;
  /**
   * What it is for: an answer to the alert, an answer to risk's question, a review, a file that was not stored, that
   * somebody else has it now, that risk shall know of it, or an answer in place of an owner who has left or is not reached.
   */
  readonly purpose: 'answer' | 'question' | 'review' | 'file' | 'former' | 'risk' | 'manager';
  /** What can be done from it. */
  readonly steps: readonly AlertStepKind[];
  /** Value of the review buttons. */
  readonly reviewValue: string;
  readonly outcome: Outcome | null;
  /** What risk decided, the latest last; lines are already escaped, notes are not. */
  readonly reviews: readonly { readonly line: string; readonly note: string }[];
  /** Which of its messages Slack refused, and why; not yet escaped. */
  readonly undelivered: readonly string[];
}

export interface Outcome {
  readonly by: string;
  readonly at: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  /** That it was changed; worded. */
  readonly remark?: string;
  /** What became of it: promises and files; mrkdwn. */
  readonly more?: readonly string[];
}

export interface SlackMessage {
  readonly text: string;
  readonly blocks: (KnownBlock | Block)[];
  /** The same for workspaces that refuse charts; left out: nothing in `blocks` is new to any. */
  readonly withoutCharts?: KnownBlock[];
}

/** Warnings shown one by one; the rest is counted. */
const WARNINGS_SHOWN = 12;

/**
 * A message of an alert. While an answer is owed it addresses the owner and offers the feedback button; once answered
 * the outcome stands in its place and nobody is mentioned any more. A risk officer's offers the decisions until one is
 * taken, by whomever.
 */
export function alertMessage(model: AlertMessageModel): SlackMessage {
  const words = alertWording[model.locale];
  const owed = model.state === 'open' || model.state === 'returned';
  const stopped = model.stopped === null ? [] : [model.stopped];
  return {
    text: clip(fallback(model, owed), LIMITS.messageText),
    blocks: [
      {
        type: 'header',
        text: plain(words.title({ severity: model.severity, name: model.customerName }), LIMITS.headerText),
      },
      { type: 'section', text: mrkdwn(`*${words.whatHappened}*`) },
      ...warningBlocks(model),
      { type: 'section', fields: figures(model) },
      ...addressed(model, owed),
      ...outcomeBlocks(model),
      ...undeliveredBlocks(model),
      actions(model),
      {
        type: 'context',
        elements: [words.openedOn({ day: model.openedOn, id: model.id }), ...stopped].map((text) => mrkdwn(text)),
      },
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

function fallback(model: AlertMessageModel, owed: boolean): string {
  const words = alertWording[model.locale];
  const about = { severity: model.severity, name: escapeText(model.customerName) };
  const by = escapeText(model.outcome?.by ?? '');
  if (model.purpose === 'file') return answersWording[model.locale].fallbackFile({ name: about.name });
  if (model.purpose === 'former') return `${about.severity} ${about.name}: ${handedOver(model)}`;
  if (owed && model.purpose === 'risk') return words.fallbackRisk(about);
  if (owed && model.purpose === 'question') return reviewWording[model.locale].fallbackQuestion(about);
  if (model.outcome === null || owed) return words.fallback({ ...about, count: model.warnings.length });
  if (model.purpose === 'review' && model.steps.includes('accept')) {
    return reviewWording[model.locale].fallback({ ...about, by });
  }
  return words.fallbackAnswered({ ...about, by });
}

function addressed(model: AlertMessageModel, owed: boolean): KnownBlock[] {
  const said = (text: string): KnownBlock[] => [{ type: 'section', text: mrkdwn(text) }];
  const words = reviewWording[model.locale];
  if (model.purpose === 'review') return model.steps.includes('accept') ? said(words.please) : [];
  if (model.purpose === 'file') return said(answersWording[model.locale].fileFailed);
  if (model.purpose === 'former') return said(handedOver(model));
  if (model.purpose === 'risk') return owed ? said(alertWording[model.locale].riskIsTold) : [];
  if (model.purpose === 'manager') return owed ? said(inTheirPlace(model)) : [];
  if (!owed || model.ownerMention === null) return [];
  const mention = model.ownerMention;
  return said(
    model.purpose === 'question' ? words.question({ mention }) : alertWording[model.locale].addressOwner({ mention }),
  );
}

function inTheirPlace({ locale, ownerName, ownerHasLeft }: AlertMessageModel): string {
  const words = alertWording[locale];
  return (ownerHasLeft ? words.ownerHasLeft : words.ownerNotReached)({ name: escapeText(ownerName ?? '') });
}

function handedOver({ locale, ownerName }: AlertMessageModel): string {
  const words = alertWording[locale];
  return ownerName === null ? words.handedOverToNobody : words.handedOver({ name: escapeText(ownerName) });
}

function outcomeBlocks(model: AlertMessageModel): KnownBlock[] {
  const words = alertWording[model.locale];
  const blocks: KnownBlock[] = [];
  if (model.outcome !== null) {
    const { by, at, lines, remark, more = [] } = model.outcome;
    const listed = lines.map(({ label, value }) => `*${label}*　${escapeText(value).replaceAll('\n', ' ')}`);
    blocks.push({
      type: 'section',
      text: mrkdwn([words.answeredBy({ name: escapeText(by), at }) + (remark ?? ''), ...listed].join('\n')),
    });
    if (more.length > 0) blocks.push({ type: 'section', text: mrkdwn(more.join('\n')) });
  }
  for (const { line, note } of model.reviews) {
    const quoted = escapeText(note).replaceAll('\n', ' ');
    blocks.push({ type: 'section', text: mrkdwn(note === '' ? line : `${line}\n${quoted}`) });
  }
  if (model.state === 'returned') blocks.push({ type: 'section', text: mrkdwn(words.returned) });
  return blocks;
}

function undeliveredBlocks({ undelivered }: AlertMessageModel): KnownBlock[] {
  if (undelivered.length === 0) return [];
  return [{ type: 'context', elements: [mrkdwn(undelivered.map(escapeText).join('\n'))] }];
}

function actions(model: AlertMessageModel): ActionsBlock {
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
  const steps = model.steps.map((step): Button => {
    if (step === 'submit_feedback') {
      const text = plain(words.submit, LIMITS.buttonText);
      return { type: 'button', action_id: OPEN_FEEDBACK, style: 'primary', text, value };
    }
    return reviewButton(model.locale, step, model.reviewValue);
  });
  return { ...block, elements: [...steps, ...answerButtons(model, value), details] };
}

/** A decision of risk. @param value as `reviewButtonValue` writes it */
export function reviewButton(locale: Locale, decision: ReviewDecision, value: string): Button {
  const text = plain(reviewWording[locale][decision], LIMITS.buttonText);
  const button: Button = { type: 'button', action_id: REVIEW[decision], text, value };
  return decision === 'accept' ? { ...button, style: 'primary' } : button;
}

/** What can be done with an answer that is there: change it until it is reviewed, read those before it. */
function answerButtons(model: AlertMessageModel, value: string): Button[] {
  if (model.outcome === null) return [];
  const words = answersWording[model.locale];
  const button = (id: string, text: string): Button => {
    return { type: 'button', action_id: id, text: plain(text, LIMITS.buttonText), value };
  };
  const sales = ['answer', 'question', 'file', 'manager'].includes(model.purpose);
  const edit = model.state === 'answered' && sales ? [button(EDIT_FEEDBACK, words.edit)] : [];
  return [...edit, button(FEEDBACK_HISTORY, words.history)];
}
