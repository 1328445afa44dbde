import { z } from 'zod';
import { creditorSchema } from './creditor-schema.ts';
import { wholeNumber } from './parts.ts';
import type { Report } from './problem.ts';
import { type ReadResult, readYaml } from './read-yaml.ts';

/** `HH:MM` of the 24-hour clock; 24:00 is the end of the day. */
const clockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

const companySchema = z.strictObject({
  baseCurrency: z.string().regex(/^[A-Z]{3}$/),
  /** Units of the base currency for one unit of the other. */
  exchangeRates: z.record(z.string().regex(/^[A-Z]{3}$/), z.number().positive()),
  timeZone: z.string().refine(isTimeZone),
  workingHours: z.array(z.strictObject({ from: clockSchema, to: clockSchema })).min(1),
  /** When the digest of a working day goes out. */
  digestAt: clockSchema.default('09:00'),
  /** Terms where neither the invoice nor the customer file states any. */
  defaultTermDays: wholeNumber,
  /** Without it no letter and no statement can be made. */
  creditor: creditorSchema.optional(),
});
/** How the company itself works: currency, time zone and working hours. */
export type CompanySettings = z.infer<typeof companySchema>;

/** Reads and checks `policies/company.yaml`; problems carry line, column and key path. */
export function parseCompanySettings(text: string): ReadResult<CompanySettings> {
  return readYaml(text, companySchema, checkWorkingHours);
}

function checkWorkingHours(settings: CompanySettings, report: Report): void {
  let end = '';
  settings.workingHours.forEach(({ from, to }, index) => {
    if (from < end || to <= from) report(['workingHours', index], { code: 'working_hours_order', parameters: {} });
    end = to;
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
