import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { PrecheckStep } from '@xinshao/core/prechecks/transition.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { precheckWording } from '@xinshao/core/wording/slack/precheck.ts';
import { SHOW_CUSTOMER, type SlackMessage } from './alert-message.ts';
import { FIELD_ACTION } from './feedback-modal.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export const HANDLE_PRECHECK = { take: 'precheck_take', done: 'precheck_done', decline: 'precheck_decline' } as const;
export const SUBMIT_PRECHECK = 'submit_precheck';

/** A prospect as a risk officer sees it; names and texts are not yet escaped. */
export interface PrecheckModel {
  readonly locale: Locale;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly uscc: string | null;
  readonly note: string;
  readonly by: string;
  readonly at: string;
  readonly customer: { readonly id: number; readonly name: string } | null;
  /** Worded and escaped: what was done about it; null: nothing so far. */
  readonly happened: string | null;
  /** What was decided, or why it was declined; may be empty. */
  readonly outcome: string;
  /** What the reader may do from here. */
  readonly offers: readonly PrecheckStep[];
  /** It is with a colleague: the reader would take it over. */
  readonly isTaken: boolean;
}

/** What a risk officer is sent about a prospect. */
export function precheckMessage(model: PrecheckModel): SlackMessage {
  const words = precheckWording[model.locale];
  const name = escapeText(model.name);
  const by = escapeText(model.by);
  const note = quoted(model.note);
  const lines = [
    words.title({ name }),
    model.uscc === null ? words.noUscc : words.uscc({ uscc: escapeText(model.uscc) }),
    model.customer === null ? words.noCustomer : words.customer({ name: escapeText(model.customer.name) }),
    ...(note === '' ? [] : [words.note({ note })]),
  ];
  const happened = happenedLines(model);
  const buttons = buttonsOf(model);
  return {
    text: clip([words.fallback({ name, by }), ...happened.slice(0, 1)].join(' · '), LIMITS.messageText),
    blocks: [
      { type: 'section', text: mrkdwn(lines.join('\n')) },
      ...(happened.length === 0 ? [] : [{ type: 'section' as const, text: mrkdwn(happened.join('\n')) }]),
      // A new block_id for every version: clients keep the state of a block whose id stays.
      ...(buttons.length === 0
        ? []
        : [{ type: 'actions' as const, block_id: `precheck:${model.id}:${model.version}`, elements: buttons }]),
      { type: 'context', elements: [mrkdwn(words.asked({ by, at: model.at }))] },
    ],
  };
}

/** What whoever asked is told of one step. */
export function precheckTold(
  model: Pick<PrecheckModel, 'locale' | 'name' | 'happened' | 'outcome' | 'customer'>,
): SlackMessage {
  const words = precheckWording[model.locale];
  const [happened = '', ...more] = happenedLines(model);
  const customer = model.customer === null ? [] : [words.customer({ name: escapeText(model.customer.name) })];
  const text = [words.told({ name: escapeText(model.name), happened }), ...more, ...customer].join('\n');
  return { text: clip(text, LIMITS.messageText), blocks: [{ type: 'section', text: mrkdwn(text) }] };
}

/** The form that settles a prospect: which customer it has become and what was decided, or why it is declined. */
export function precheckForm(model: {
  readonly locale: Locale;
  readonly metadata: string;
  readonly kind: 'done' | 'decline';
  readonly name: string;
  readonly customers: readonly { readonly id: number; readonly name: string; readonly code: string }[];
}): ModalView {
  const words = precheckWording[model.locale];
  const options = model.customers.slice(0, LIMITS.options).map(({ id, name, code }) => ({
    text: plain(`${name} (${code})`, LIMITS.optionText),
    value: String(id),
  }));
  const [first] = options;
  const isDone = model.kind === 'done';
  const about = [words.about({ name: escapeText(model.name) })];
  if (isDone && first === undefined) about.push(words.noCustomerYet);
  const customer: KnownBlock[] =
    !isDone || first === undefined
      ? []
      : [
          {
            type: 'input',
            block_id: 'customer',
            optional: true,
            label: plain(words.customerLabel, LIMITS.inputLabel),
            element: { type: 'static_select', action_id: FIELD_ACTION, options, initial_option: first },
          },
        ];
  return {
    type: 'modal',
    callback_id: SUBMIT_PRECHECK,
    private_metadata: model.metadata,
    title: plain(isDone ? words.doneTitle : words.declineTitle, LIMITS.modalTitle),
    submit: plain(words.confirm, LIMITS.modalTitle),
    close: plain(words.cancel, LIMITS.modalTitle),
    blocks: [
      { type: 'section', text: mrkdwn(about.join('\n')) },
      ...customer,
      {
        type: 'input',
        block_id: 'outcome',
        optional: customer.length > 0,
        label: plain(isDone ? words.outcomeLabel : words.reasonLabel, LIMITS.inputLabel),
        hint: plain(isDone ? words.outcomeHint : words.reasonHint, LIMITS.inputHint),
        element: { type: 'plain_text_input', action_id: FIELD_ACTION, multiline: true, max_length: LIMITS.longAnswer },
      },
    ],
  };
}

function happenedLines({
  locale,
  happened,
  outcome,
}: Pick<PrecheckModel, 'locale' | 'happened' | 'outcome'>): string[] {
  if (happened === null) return [];
  return [happened, ...(outcome === '' ? [] : [precheckWording[locale].outcome({ text: quoted(outcome) })])];
}

function buttonsOf(model: PrecheckModel): Button[] {
  const words = precheckWording[model.locale];
  const labels = { take: model.isTaken ? words.takeOver : words.take, done: words.done, decline: words.decline };
  const offered = model.offers.map((offer): Button => {
    const text = plain(labels[offer], LIMITS.buttonText);
    const value = `${model.id}:${model.version}`;
    const button: Button = { type: 'button', action_id: HANDLE_PRECHECK[offer], text, value };
    if (offer === 'take' && !model.isTaken) return { ...button, style: 'primary' };
    return offer === 'decline' ? { ...button, style: 'danger' } : button;
  });
  if (model.customer === null) return offered;
  const text = plain(words.details, LIMITS.buttonText);
  return [...offered, { type: 'button', action_id: SHOW_CUSTOMER, text, value: String(model.customer.id) }];
}

function quoted(text: string): string {
  return escapeText(text).replaceAll('\n', '\n> ');
}
