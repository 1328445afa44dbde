/** A complete answer to an alert of arrears, given on 2026-10-31. */
export const ANSWERS = {
  contact_method: 'phone',
  contacted_at: '2026-10-31',
  contact_person: '王芳，财务经理',
  cause: 'temporary_cash_gap',
  customer_says: '本月底收到下游货款后立即支付',
  no_promise_reason: '客户要等下游回款，暂时给不出日期',
  recovery: 'likely',
  recovery_percent: 90,
  proposed_action: 'watch',
} as const;
