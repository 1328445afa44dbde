import type { FeedbackFormId } from '../warnings/warning.ts';

export const CONTACT_METHODS = ['phone', 'visit', 'message', 'email'] as const;
export type ContactMethod = (typeof CONTACT_METHODS)[number];

export const CAUSES = [
  'temporary_cash_gap',
  'dispute',
  'structural',
  'fraud_suspected',
  'own_error',
  'data_wrong',
] as const;
export type Cause = (typeof CAUSES)[number];

export const RECOVERIES = ['likely', 'doubtful', 'unlikely'] as const;
export type Recovery = (typeof RECOVERIES)[number];

export const PROPOSED_ACTIONS = ['none', 'watch', 'cut_limit', 'suspend', 'prepay', 'collect', 'legal'] as const;
export type ProposedAction = (typeof PROPOSED_ACTIONS)[number];

/** Fields that only some forms ask for, beyond those every feedback has (§8). */
export const EXTRA_FIELDS = ['promise', 'dispute_detail', 'fraud_detail', 'group_detail'] as const;
export type ExtraField = (typeof EXTRA_FIELDS)[number];

/** Which further fields a form requires. */
export type FieldsByForm = Readonly<Record<FeedbackFormId, readonly ExtraField[]>>;

/** What the forms require where no policy says otherwise. */
export const STANDARD_FIELDS: FieldsByForm = {
  arrears: ['promise'],
  liquidity: [],
  operation: [],
  dispute: ['dispute_detail'],
  fraud: ['fraud_detail'],
  group: ['group_detail'],
  data: [],
};

/** The forms whose details a cause asks for, whatever the alert's warnings ask for. */
export function formsOfCause(cause: unknown): FeedbackFormId[] {
  if (cause === 'dispute') return ['dispute'];
  return cause === 'fraud_suspected' ? ['fraud'] : [];
}

/** The further fields that an alert's forms require together, in a fixed order. */
export function extraFieldsOf(
  forms: readonly FeedbackFormId[],
  fieldsByForm: FieldsByForm = STANDARD_FIELDS,
): ExtraField[] {
  const asked = new Set(forms.flatMap((form) => fieldsByForm[form]));
  return EXTRA_FIELDS.filter((field) => asked.has(field));
}
