import { z } from 'zod';

const line = z.string().trim().min(1).max(200);

/** Who signs letters and statements, and where customers pay. */
export const creditorSchema = z.strictObject({
  name: line,
  address: line.optional(),
  phone: line.optional(),
  account: z.strictObject({ holder: line, bank: line, number: line }),
});
export type Creditor = z.infer<typeof creditorSchema>;
