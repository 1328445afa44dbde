import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Book } from './book.ts';
import { makeTaxSales } from './evidence/tax-sales.ts';
import { customersFile } from './files/customers.ts';
import { eventsFile, statementsFile, taxSalesFile } from './files/evidence.ts';
import { invoicesFile, numberInvoices, ordersFile, paymentsFile } from './files/ledger.ts';
import { industriesFile, ownershipFile, staffFile, storiesFile, teamsFile } from './files/organisation.ts';
import { TAX_SALES_MAPPING } from './files/tax-sales-mapping.ts';
import { makeBook } from './make-book.ts';
import { makeOwnership } from './organisation/ownership.ts';
import { salesOf } from './organisation/people.ts';
import { HEADQUARTERS_CHANNEL, makeWorkspace } from './organisation/workspace.ts';
import { createRandom } from './random.ts';
import { STORIES } from './stories/all.ts';
import { regionNamed } from './words/regions.ts';

export interface GenerateOptions {
  /** The folder the files are written to; made when missing. */
  readonly out: string;
  /** The last day anything is known of: the `as-of` day of a monitor run over these data. */
  readonly endDay: Day;
  /** How many customers, stories included; 300 when not given, at least `LEAST_CUSTOMERS`. */
  readonly customers?: number;
  /** How many calendar months of invoices, the month of `endDay` included; 24 when not given, at least 18. */
  readonly months?: number;
  /** The same seed gives the same bytes; 20 when not given. */
  readonly seed?: number;
}

export type ImportKind =
  | 'customers'
  | 'invoices'
  | 'payments'
  | 'orders'
  | 'statements'
  | 'events'
  | 'staff'
  | 'teams'
  | 'ownership'
  | 'industries';

export interface Summary {
  /** Files to import, in this order; paths are absolute if `out` is. */
  readonly files: readonly { readonly kind: ImportKind; readonly path: string; readonly mapping: string | null }[];
  /** The workspace file for the sandbox. */
  readonly workspace: string;
  /** The channel id for alerts of customers without a team channel. */
  readonly alertChannel: string;
  readonly stories: string;
  readonly customers: number;
  readonly invoices: number;
}

export const LEAST_CUSTOMERS = 60;
export const LEAST_MONTHS = 18;

/**
 * Writes the sample data: CSV files with the canonical columns, the sandbox's workspace, and the list of stories.
 * @throws RangeError when fewer customers or months are asked for than the stories need
 */
export async function generateExamples(options: GenerateOptions): Promise<Summary> {
  const { out, endDay, customers = 300, months = 24, seed = 20 } = options;
  if (!Number.isInteger(customers) || customers < LEAST_CUSTOMERS)
    throw new RangeError(`at least ${LEAST_CUSTOMERS} customers are needed`);
  if (!Number.isInteger(months) || months < LEAST_MONTHS)
    throw new RangeError(`at least ${LEAST_MONTHS} months are needed`);

  const codes = storyCodes(customers);
  const codeOf = (storyId: string): string => {
    const code = codes.get(storyId);
    if (code === undefined) throw new RangeError(`no such story: ${storyId}`);
    return code;
  };
  const books = makeBooks({ endDay, customers, months, seed }, codes);
  const ownership = makeOwnership(createRandom(`${seed}/ownership`), books, codeOf);
  const invoices = numberInvoices(books);

  const imports: readonly (readonly [ImportKind, file: string, text: string, mapping: string | null])[] = [
    ['teams', 'teams.csv', teamsFile(), null],
    ['staff', 'staff.csv', staffFile(), null],
    ['industries', 'industries.csv', industriesFile(), null],
    ['customers', 'customers.csv', customersFile(books), null],
    ['ownership', 'ownership.csv', ownershipFile(ownership), null],
    ['invoices', 'invoices.csv', invoicesFile(books, invoices), null],
    ['payments', 'payments.csv', paymentsFile(books), null],
    ['orders', 'orders.csv', ordersFile(books), null],
    ['statements', 'statements.csv', statementsFile(books), null],
    ['events', 'events.csv', eventsFile(books), null],
    ['invoices', 'tax_sales.csv', taxSalesFile(books), 'tax_sales.yaml'],
  ];
  const write = (file: string, text: string): Promise<void> => writeFile(join(out, file), text);
  await mkdir(out, { recursive: true });
  for (const [, file, text] of imports) await write(file, text);
  await write('tax_sales.yaml', TAX_SALES_MAPPING);
  await write('stories.csv', storiesFile(codeOf));
  await write('workspace.json', `${JSON.stringify(makeWorkspace(), null, 2)}\n`);
  return {
    files: imports.map(([kind, file, , mapping]) => ({
      kind,
      path: join(out, file),
      mapping: mapping && join(out, mapping),
    })),
    workspace: join(out, 'workspace.json'),
    alertChannel: HEADQUARTERS_CHANNEL.id,
    stories: join(out, 'stories.csv'),
    customers,
    invoices: invoices.length,
  };
}

/** Stories are spread evenly over the customer codes. */
function storyCodes(customers: number): Map<string, string> {
  const step = Math.floor(customers / STORIES.length);
  return new Map(STORIES.map((story, index) => [story.id, customerCode(index * step + Math.ceil(step / 2))]));
}

function customerCode(number: number): string {
  return `C${String(number).padStart(4, '0')}`;
}

function makeBooks(
  options: { endDay: Day; customers: number; months: number; seed: number },
  codes: ReadonlyMap<string, string>,
): Book[] {
  const { endDay, customers, months, seed } = options;
  const storyOf = new Map(STORIES.map((story) => [codes.get(story.id), story]));
  const takenNames = new Set(STORIES.map((story) => story.wish.name ?? ''));
  const books: Book[] = [];
  for (let number = 1; number <= customers; number += 1) {
    const code = customerCode(number);
    const story = storyOf.get(code);
    // A source of chance of its own: changing one customer changes no other.
    const random = createRandom(`${seed}/${code}`);
    const book = makeBook(random, {
      code,
      endDay,
      months,
      takenNames: story ? new Set() : takenNames,
      wish: story?.wish ?? null,
    });
    takenNames.add(book.customer.name);
    book.customer.salesOwner = random.pick(salesOf(regionNamed(book.customer.region).team)).code;
    // Some customers let us read their tax invoices: close to what their statements say.
    const latest = book.statements.at(-1);
    if (!story && latest && random.chance(0.06)) {
      const yearly = (latest.revenueFen * 12) / latest.months;
      book.taxSales = makeTaxSales(random, code, endDay, yearly * random.between(0.94, 1.04));
    }
    story?.bend(book, { endDay, random });
    books.push(book);
  }
  return books;
}
