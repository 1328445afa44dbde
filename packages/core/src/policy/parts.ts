import { z } from 'zod';

/** Small letters, digits and `_`, `-`; begins with a letter: what rules and factors are called. */
export const idSchema = z.string().regex(/^[a-z][a-z0-9_-]*$/);

export const labelSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** 0–1. */
export const share = z.number().min(0).max(1);

export const wholeNumber = z.number().int().min(0).max(100_000);
