import { completePapers, type Story } from './story.ts';

const MONTHS = 8;

/** Sales fall for eight months, and each month is paid a week later than the one before. */
export const slowDecline: Story = {
  id: 'slow_decline',
  wish: {
    name: '苏州澜启精密机械有限公司',
    region: '江苏',
    industry: '机械制造',
    size: 'medium',
    termDays: 30,
    salesFactor: (monthsBefore) => (monthsBefore >= MONTHS ? 1 : Math.max(0.2, 1 - 0.08 * (MONTHS - monthsBefore))),
    habit: (daysBeforeEnd) => ({ meanDaysLate: Math.max(1, (MONTHS - daysBeforeEnd / 30) * 7), deviation: 1.5 }),
  },
  bend: completePapers,
  alert: true,
  evidence: 'ledger.sales_falling_months',
  seen: {
    zh: '采购额连续八个月下降，付款一月比一月晚。',
    en: 'Purchases fell eight months running and payments come later every month.',
  },
};
