import { z } from 'zod';

/** The ways a value can be compared; a rule states exactly one of them. */
export const COMPARISONS = ['atLeast', 'above', 'atMost', 'below', 'is'] as const;
export type ComparisonKey = (typeof COMPARISONS)[number];

export const comparisonShape = {
  atLeast: z.number().optional(),
  above: z.number().optional(),
  atMost: z.number().optional(),
  below: z.number().optional(),
  is: z.union([z.string(), z.boolean()]).optional(),
};

/** A statement about one metric, or about the points of one factor. */
export const conditionSchema = z.strictObject({
  metric: z.string().optional(),
  factor: z.string().optional(),
  ...comparisonShape,
  /** What an unknown value means: `holds` treats it as if the condition held. */
  unknown: z.enum(['holds', 'does_not_hold']).default('does_not_hold'),
});
export type Condition = z.infer<typeof conditionSchema>;

export type Comparison = Readonly<Partial<Record<'atLeast' | 'above' | 'atMost' | 'below', number | undefined>>> & {
  readonly is?: string | boolean | undefined;
};

/** @returns the stated comparison; null when none or several are stated, which the policy check refuses. */
export function statedComparison(
  comparison: Comparison,
): { readonly key: ComparisonKey; readonly threshold: number | string | boolean } | null {
  let stated: { key: ComparisonKey; threshold: number | string | boolean } | null = null;
  for (const key of COMPARISONS) {
    const threshold = comparison[key];
    if (threshold === undefined) continue;
    if (stated !== null) return null;
    stated = { key, threshold };
  }
  return stated;
}
