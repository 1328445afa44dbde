import type { CustomerPanel, PanelDetails } from '@xinshao/core/contract/overlay-panel.ts';
import type { TestCustomer } from './overlay-server.ts';

/** The details of every customer of the test server. */
export const DETAILS: PanelDetails = {
  score: 82.4,
  confidence: 0.91,
  recommendedLimitFen: 60_000_000,
  exposureFen: 41_250_000,
  headroomFen: 8_750_000,
  utilisation: 0.825,
  overdueFen: 6_300_000,
  aging: [
    { bucket: 'not_due', label: '未到期', fen: 34_950_000 },
    { bucket: '1_30', label: '1–30 天', fen: 4_200_000 },
    { bucket: '31_60', label: '31–60 天', fen: 2_100_000 },
    { bucket: '61_90', label: '61–90 天', fen: 0 },
    { bucket: '91_180', label: '91–180 天', fen: 0 },
    { bucket: '181_360', label: '181–360 天', fen: 0 },
    { bucket: 'over_360', label: '360 天以上', fen: 0 },
  ],
  reasons: ['逾期占比 15.3%，高于 10%', '近 12 个月平均迟付 9 天'],
  dataDates: [
    { source: 'ledger', label: '应收账款', day: '2026-11-20', stale: false },
    { source: 'court', label: '司法数据', day: '2026-03-02', stale: true },
  ],
  openAlerts: [
    {
      id: '17',
      severity: 'orange',
      severityText: '橙色',
      labels: ['逾期 31–60 天'],
      status: '待反馈',
      answerable: true,
      slackUrl: 'https://example.slack.com/archives/C1/p1',
    },
    {
      id: '18',
      severity: 'red',
      severityText: '红色',
      labels: ['被强制执行'],
      status: '待审核',
      answerable: false,
      slackUrl: null,
    },
  ],
  openAlertCount: 9,
  group: {
    code: 'G1',
    name: '华兴集团',
    limitFen: 90_000_000,
    members: [
      { customerId: 2, code: 'C00002', name: '苏州新辰精密机械有限公司', grade: 'B', exposureFen: 3_000_000 },
      { customerId: 3, code: 'C00003', name: '绵阳市嵘昌供应链有限公司', grade: null, exposureFen: null },
    ],
  },
  history: Array.from({ length: 13 }, (_, index) => ({
    day: `${index < 1 ? 2025 : 2026}-${String(((index + 10) % 12) + 1).padStart(2, '0')}-28`,
    grade: index < 3 ? null : index < 8 ? 'A' : 'AA',
    exposureFen: index < 2 ? null : 20_000_000 + index * 1_770_000,
  })),
  changes: ['等级：A → AA', '逾期金额：¥2.10万 → ¥6.30万'],
  knownEvents: [{ kind: 'enforcement', label: '被强制执行', count: 1, latestOn: '2026-06-01' }],
};

/** What the test server says of a customer. */
export function panelOf(customer: TestCustomer, detailsHidden: string | null): CustomerPanel {
  return {
    customer: {
      id: customer.id,
      code: `C0000${customer.id}`,
      name: customer.name,
      uscc: customer.uscc,
      ownerName: '张三',
    },
    grade: customer.grade,
    gradeText: customer.grade === null ? '数据不足，未评级' : `${customer.grade} 良好`,
    limitFen: customer.limitFen ?? null,
    termDays: customer.termDays ?? null,
    asOf: '2026-11-20',
    staleSince: customer.staleSince ?? null,
    stopped: customer.stopped ?? false,
    restrictions: customer.stopped ? ['已暂停新增授信'] : [],
    details: detailsHidden === null ? DETAILS : null,
    detailsHidden,
  };
}
