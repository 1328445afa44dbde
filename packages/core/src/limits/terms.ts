import { addDays, type Day } from '../day/day.ts';
import type { Facts } from '../facts/facts.ts';
import type { Policy } from '../policy/schema.ts';
import type { TermsRecommendation } from '../scorecard/assessment.ts';
import type { CompiledGrade } from '../scorecard/compiled.ts';

/** Why terms are what they are. */
export const TERMS_REASONS = [
  'grade',
  'first_orders_prepaid',
  'agreement_missing',
  'agreement_expired',
  'documents_missing',
] as const;
export type TermsReason = (typeof TERMS_REASONS)[number];

/**
 * Terms by grade (R17), with the rule for a new customer (R16): its first orders are paid before shipment, and terms
 * begin after them once the annual agreement is signed, for as long as it holds, and the documents are on file. Where
 * nobody counted the orders, as many invoices in the ledger prove that they were made.
 */
export function recommendTerms(facts: Facts, grade: CompiledGrade | null, terms: Policy['terms']): TermsRecommendation {
  if (grade === null) return { days: null, reasons: [] };
  const reasons: TermsReason[] = [];
  const orders = facts.customer.orderCount ?? facts.ledger?.invoiceCount ?? 0;
  if (orders < terms.firstOrdersPrepaid) reasons.push('first_orders_prepaid');
  const endsOn = agreementEndsOn(facts, terms);
  if (terms.requireAgreement && facts.customer.agreementSignedOn === null) reasons.push('agreement_missing');
  if (endsOn !== null && endsOn <= facts.asOf) reasons.push('agreement_expired');
  if (terms.requireDocuments && facts.customer.documentsComplete !== true) reasons.push('documents_missing');
  if (reasons.length > 0) return { days: 0, reasons };
  return { days: grade.termDays, reasons: ['grade'] };
}

/** The first day on which the agreement holds no more; null where there is none, or where it does not matter. */
export function agreementEndsOn({ customer }: Facts, terms: Policy['terms']): Day | null {
  const { requireAgreement, agreementValidDays } = terms;
  if (!requireAgreement || agreementValidDays === undefined || customer.agreementSignedOn === null) return null;
  return addDays(customer.agreementSignedOn, agreementValidDays);
}
