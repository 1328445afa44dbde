import { addDays } from '@xinshao/core/day/day.ts';
import { firstDayOf, monthOf } from '../calendar.ts';
import { drawFinances, makeStatements } from '../evidence/statements.ts';
import { makeTaxSales } from '../evidence/tax-sales.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

const YEARLY_TAX_SALES_FEN = 2_400_000_000;

/** Reports twice the revenue that its own tax invoices show (R5). */
export const conflictingData: Story = {
  id: 'conflicting_data',
  wish: { name: '杭州桓凯新材料有限公司', region: '浙江', industry: '化工', size: 'medium', habit: paysPromptly },
  bend: (book, { endDay, random }) => {
    completePapers(book);
    const finances = {
      ...drawFinances(random, 0),
      yearlyRevenueFen: YEARLY_TAX_SALES_FEN * 2,
      debtRatio: 0.42,
      cashFlowCover: 2.2,
    };
    // Twelve months up to the end of the last complete month: the same months the tax invoices cover.
    const periodEnd = addDays(firstDayOf(monthOf(endDay)), -1);
    const before = addDays(firstDayOf(monthOf(endDay) - 12), -1);
    const periods = [before, periodEnd].map((end) => ({ periodEnd: end, months: 12, source: '企业报表' }));
    book.statements = makeStatements(random, periods, () => finances);
    book.taxSales = makeTaxSales(random, book.customer.code, endDay, YEARLY_TAX_SALES_FEN);
  },
  alert: true,
  evidence: 'conflict.tax_to_revenue',
  seen: {
    zh: '报表营业收入约为税务发票销售额的两倍，数据相互矛盾。',
    en: 'Reports about twice the revenue that its tax invoices show: the sources contradict each other.',
  },
};
