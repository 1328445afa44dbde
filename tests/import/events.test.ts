import { readFileSync } from 'node:fs';
import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
  await importInto(
    database,
    'customers',
    writeLines(folder, 'customers.csv', [
      'code,name,uscc,former_names',
      'C1,华兴贸易有限公司,911310006096709523,华兴旧名有限公司',
      'C2,北方重工有限公司,,',
      'C3,同名有限公司,,',
      'C4,同名有限公司,91110105579065830X,',
      'C5,老字号有限公司,,',
      'C6,接班有限公司,,老字号有限公司',
    ]),
  );
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE events');
});

/** The code of the customer that a row with these cells belongs to, or why it was rejected. */
async function companyOf(code: string, uscc: string, name: string): Promise<unknown> {
  const path = writeLines(folder, 'events.csv', [
    'kind,occurred_on,customer_code,uscc,name',
    `lawsuit,2025-05-01,${code},${uscc},${name}`,
  ]);
  const { rejectedFile } = await importInto(database, 'events', path, { locale: 'en' });
  if (rejectedFile !== null) return readFileSync(rejectedFile, 'utf8').split('\r\n')[1]?.split(',')[1];
  const [row] = await rowsOf(database, 'SELECT code FROM events JOIN customers ON customers.id = customer_id');
  return row?.code;
}

/** A valid USCC that no customer has. */
const FOREIGN = '52350100786927085Q';

describe('the company of an event', () => {
  it.each([
    ['the code', 'C1', '', '', 'C1'],
    ['the USCC', '', '911310006096709523', '', 'C1'],
    ['the USCC as people type it', '', '９１１３１０００-６０９６７０９５２３', '', 'C1'],
    ['the exact name', '', '', '华兴贸易有限公司', 'C1'],
    ['a former name', '', '', '华兴旧名有限公司', 'C1'],
    ['all of them', 'C1', '911310006096709523', '华兴贸易有限公司', 'C1'],
    ['the name, where the USCC of the customer is not known', '', FOREIGN, '北方重工有限公司', 'C2'],
    ['the name, where the USCC is mistyped', '', '911310006096709524', '华兴贸易有限公司', 'C1'],
    ['the name, where the code is of another system', 'CRM-7', '', '北方重工有限公司', 'C2'],
    ['the code, where two bear the name', 'C3', '', '同名有限公司', 'C3'],
    ['the USCC, where two bear the name', '', '91110105579065830X', '同名有限公司', 'C4'],
    ['the name it bears now, before one that another bore once', '', '', '老字号有限公司', 'C5'],
  ])('is told by %s', async (_, code, uscc, name, expected) =>
    expect(await companyOf(code, uscc, name)).toBe(expected),
  );

  it.each([
    ['nobody has the code', 'C9', '', '', 'No such customer: C9 (import the customers first)'],
    ['nobody has USCC or name', '', FOREIGN, '查无此人', `No such customer: ${FOREIGN} (import the customers first)`],
    ['two bear the name', '', '', '同名有限公司', 'Several customers are called 同名有限公司 (use the customer code)'],
    [
      'code and name name different customers',
      'C1',
      '',
      '北方重工有限公司',
      '“C1” and “北方重工有限公司” are not the same customer',
    ],
    [
      'USCC and name name different customers',
      '',
      '911310006096709523',
      '北方重工有限公司',
      '“911310006096709523” and “北方重工有限公司” are not the same customer',
    ],
    [
      'the customer of that name has another USCC',
      '',
      FOREIGN,
      '华兴旧名有限公司',
      `“${FOREIGN}” and “华兴旧名有限公司” are not the same customer`,
    ],
    ['nothing is given', '', '', '', '“customer_code” is empty'],
  ])('is not guessed where %s', async (_, code, uscc, name, reason) =>
    expect(await companyOf(code, uscc, name)).toBe(reason),
  );
});
