import { fenFromYuan } from '@xinshao/core/money/fen.ts';
import { FIELD_ACTION } from '../blocks/feedback-modal.ts';

/** A file as the form holds it: Slack tells its id, and mostly the rest. */
export interface FileState {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly size?: number | null | undefined;
  readonly permalink?: string | null | undefined;
}

/** What Slack sends of one input: only the member that fits its kind is there. */
interface InputState {
  readonly value?: string | null | undefined;
  readonly selected_date?: string | null | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
  readonly selected_options?: readonly { readonly value?: string | undefined }[] | null | undefined;
  readonly files?: readonly FileState[] | null | undefined;
}

/** view.state.values: block id → action id → state. */
export type FormValues = Readonly<Record<string, Readonly<Record<string, InputState>>>>;

/** Puts the modal's inputs into the shape the core validates; nothing is judged here. */
export function readFeedbackForm(values: FormValues): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const [field, inputs] of Object.entries(values)) {
    const input = inputs[FIELD_ACTION];
    const value = input?.selected_option?.value ?? input?.selected_date ?? input?.value ?? null;
    if (value !== null && value.trim() !== '') answers[field] = value;
  }
  const { promise_date: date, promise_amount: amount, recovery_percent: percent, ...rest } = answers;
  return {
    ...rest,
    ...(percent === undefined ? {} : { recovery_percent: Number(percent) }),
    ...(date === undefined && amount === undefined
      ? {}
      : { promise: { date, amountFen: amount === undefined ? undefined : readYuan(String(amount)) } }),
  };
}

/**
 * An amount in yuan as people type it: `50000`, `50,000.00`, `¥5万`, full-width digits.
 * @returns fen, or NaN when it is no such amount
 */
export function readYuan(text: string): number {
  const match = /^[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,4})?(万|元|万元)?$/.exec(
    text.normalize('NFKC').replaceAll(/\s/g, ''),
  );
  const [, whole, fraction, unit] = match ?? [];
  if (whole === undefined) return Number.NaN;
  const yuan = Number(whole.replaceAll(',', '') + (fraction ?? '')) * (unit?.startsWith('万') ? 10_000 : 1);
  return yuan > Number.MAX_SAFE_INTEGER / 1000 ? Number.NaN : fenFromYuan(yuan);
}
