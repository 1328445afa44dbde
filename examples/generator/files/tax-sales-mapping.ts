/** How the headers of `tax_sales.csv` are read: the customers' own sales, evidence and never a receivable of ours. */
export const TAX_SALES_MAPPING = `# Sales invoices that customers issued themselves, as exported from their tax system.
kind: invoices
book: tax_sale
columns:
  number: 发票号码
  customer_code: 企业代号
  issued_on: 开票日期
  counterparty: 购方单位
  amount: 价税合计
  status: 发票状态
values:
  status:
    有效发票: valid
    作废发票: void
`;
