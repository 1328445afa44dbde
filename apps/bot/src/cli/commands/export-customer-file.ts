import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import { customerFile } from '@xinshao/core/documents/customer-file.ts';
import { documentWording } from '@xinshao/core/wording/documents/cli.ts';
import { customerRecords } from '@xinshao/db/documents/customer-records.ts';
import { CommanderError } from 'commander';
import { footerOf } from '../../documents/make-documents.ts';
import { feedbackLines } from '../../present/words.ts';
import type { CommandEnvironment } from '../environment.ts';
import { writeDocument } from '../write-document.ts';
import { checkPeriod } from './letter.ts';

export interface CustomerFileOptions {
  readonly customer?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly out?: string;
}

/** `export file --customer <code> --from d --to d [--out f.pdf|f.html]`: everything kept of a customer in a period. */
export async function exportCustomerFile(environment: CommandEnvironment, options: CustomerFileOptions): Promise<void> {
  const { locale } = environment.output;
  const { customer: customerCode, from, to, out } = options;
  if (customerCode === undefined || from === undefined || to === undefined) {
    throw new CommanderError(2, 'xinshao.file', documentWording[locale].file);
  }
  checkPeriod(from, to, locale);
  await writeDocument(environment, {
    kind: 'customer_file',
    customerCode,
    from,
    to,
    out,
    locale,
    make: async (making, customer) => {
      const records = await customerRecords(making.database, {
        customerId: customer.id,
        from,
        to,
        timeZone: making.timeZone,
        today: dayInTimeZone(making.now, making.timeZone),
        wordAnswer: (answers) =>
          feedbackLines(answers, locale)
            .map(({ label, value }) => `${label} ${value}`)
            .join('; '),
      });
      return customerFile({ locale, records, from, to, madeAt: making.now, footer: footerOf(making) });
    },
  });
}
