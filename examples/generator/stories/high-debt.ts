import { drawFinances } from '../evidence/statements.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

/** Grows on borrowed money: debt ratio past 60%, more than a third of its debt taken up within a year. */
export const highDebt: Story = {
  id: 'high_debt',
  wish: {
    name: '合肥曜博新能源有限公司',
    region: '安徽',
    industry: '新能源',
    size: 'large',
    habit: paysPromptly,
    finances: (periodsBefore, yearlyPurchasesFen, random) => ({
      ...drawFinances(random, yearlyPurchasesFen),
      yearlyRevenueFen: yearlyPurchasesFen * 10,
      debtRatio: [0.68, 0.62, 0.55, 0.51][periodsBefore] ?? 0.5,
      newDebtShare: [0.41, 0.33, 0.2, 0.18][periodsBefore] ?? 0.15,
      cashFlowCover: [0.5, 0.9, 1.6, 1.8][periodsBefore] ?? 1.8,
    }),
  },
  bend: completePapers,
  alert: true,
  evidence: 'statement.debt_ratio',
  seen: {
    zh: '资产负债率升至 68%，近一年新增债务占四成，经营现金流不足以覆盖短期债务。',
    en: 'Debt ratio up to 68%, 41% of the debt is new, and operating cash flow no longer covers short-term debt.',
  },
};
