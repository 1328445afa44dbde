/** What bears on a customer's terms on a day; days from issue to due. */
export interface TermsKnown {
  /** Of the grant that holds, else the customer's own from the ERP; null: neither says any. */
  readonly heldDays: number | null;
  /** What the assessment recommends; null: not assessed, or insufficient data. */
  readonly recommendedDays: number | null;
  /** Risk allows prepayment alone. */
  readonly prepayOnly: boolean;
}

/**
 * The terms that hold: what a person may promise the customer today. A recommendation stands in only where nobody set
 * any. 0: paid before shipment; null: not known.
 */
export function termsInForce({ heldDays, recommendedDays, prepayOnly }: TermsKnown): number | null {
  return prepayOnly ? 0 : (heldDays ?? recommendedDays);
}
