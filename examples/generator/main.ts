import { parseArgs } from 'node:util';
import { isDay } from '@xinshao/core/day/day.ts';
import { generateExamples } from './generate.ts';

const USAGE = `Usage: npm run generate -- --out <folder> --end YYYY-MM-DD [--customers 300] [--months 24] [--seed 20]
Writes made-up sample data: about 300 Chinese companies with invoices, payments, statements, events and staff.`;

/** Reads the command line; returns the exit code: 0 done, 1 refused, 2 wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  let values: ReturnType<typeof readOptions>;
  try {
    values = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [customers, months, seed] = [Number(values.customers), Number(values.months), Number(values.seed)];
  if (!values.out || !values.end || !isDay(values.end) || ![customers, months, seed].every(Number.isInteger)) {
    console.error(USAGE);
    return 2;
  }
  try {
    const summary = await generateExamples({ out: values.out, endDay: values.end, customers, months, seed });
    console.log(`${summary.customers} customers and ${summary.invoices} invoices written to ${values.out}`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function readOptions(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      end: { type: 'string' },
      customers: { type: 'string', default: '300' },
      months: { type: 'string', default: '24' },
      seed: { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

process.exitCode = await main(process.argv.slice(2));
