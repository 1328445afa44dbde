/** What the dashboard tells customers apart by, besides their free attributes. */
export const FIXED_DIMENSIONS = ['grade', 'region', 'industry', 'size', 'owner', 'team'] as const;
export type FixedDimension = (typeof FIXED_DIMENSIONS)[number];
export type AttributeDimension = `attr.${string}`;
export type Dimension = FixedDimension | AttributeDimension;

const ATTRIBUTE = 'attr.';

/** @returns whether the text names a dimension; whether any customer has such an attribute is not asked */
export function isDimension(text: string): text is Dimension {
  return FIXED_DIMENSIONS.some((known) => known === text) || attributeOf(text) !== null;
}

/** @returns the name of the attribute that a dimension stands for; null: a fixed dimension, or none */
export function attributeOf(dimension: string): string | null {
  if (!dimension.startsWith(ATTRIBUTE) || dimension.length === ATTRIBUTE.length) return null;
  return dimension.slice(ATTRIBUTE.length);
}

/** Customers with any of the values; null: those of whom it is not known. */
export interface DimensionFilter {
  readonly dimension: Dimension;
  readonly values: readonly (string | null)[];
}

/** Whether figures that are kept by grade alone, such as those of earlier days, can be told for these filters. */
export function isByGradeAlone(filters: readonly DimensionFilter[]): boolean {
  return filters.every(({ dimension }) => dimension === 'grade');
}
