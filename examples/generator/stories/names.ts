import { completePapers, paysPromptly, type Story } from './story.ts';

/** Two companies that differ in the legal form alone: neither may be taken for the other. */
export const nearNameLimited: Story = {
  id: 'near_name',
  wish: {
    name: '上海华东朔源工业品有限公司',
    region: '上海',
    industry: '批发贸易',
    size: 'medium',
    habit: paysPromptly,
  },
  bend: completePapers,
  alert: false,
  evidence: '',
  seen: {
    zh: '与另一客户仅差“有限公司/有限责任公司”：查询须区分，不得串户。',
    en: 'Differs from another customer only in 有限公司/有限责任公司: a lookup must never mix them up.',
  },
};

export const nearNameLiability: Story = {
  id: 'near_name_other',
  wish: {
    name: '上海华东朔源工业品有限责任公司',
    region: '上海',
    industry: '批发贸易',
    size: 'small',
    habit: (daysBeforeEnd) => ({ meanDaysLate: daysBeforeEnd < 200 ? 10 : 6, deviation: 3 }),
  },
  bend: completePapers,
  alert: false,
  evidence: '',
  seen: { zh: '近名客户中付款较差的一家。', en: 'The one of the two near names that pays worse.' },
};

/** A branch is not its parent: a lookup names the parent and shows no grade of it. */
export const branch: Story = {
  id: 'branch',
  wish: {
    name: '苏州澜启精密机械有限公司昆山分公司',
    region: '江苏',
    industry: '机械制造',
    size: 'small',
    habit: paysPromptly,
  },
  bend: completePapers,
  alert: false,
  evidence: '',
  seen: {
    zh: '分公司：不得沿用母公司的等级，应指明母公司。',
    en: 'A branch: never inherits its parent’s grade; the parent is named.',
  },
};

/** Found under the name it had before. */
export const formerName: Story = {
  id: 'former_name',
  wish: { name: '济南瀚元粮油食品有限公司', region: '山东', industry: '食品加工', size: 'small', habit: paysPromptly },
  bend: (book) => {
    completePapers(book);
    book.customer.formerNames = ['济南市瀚元农产品有限公司'];
  },
  alert: false,
  evidence: '',
  seen: {
    zh: '曾用名“济南市瀚元农产品有限公司”：按曾用名可查到并注明。',
    en: 'Found by its former name 济南市瀚元农产品有限公司, and said so.',
  },
};

/** Nothing but a name: insufficient data is a result, not the lowest grade. */
export const nothingKnown: Story = {
  id: 'nothing_known',
  wish: { name: '西安珏拓新材料有限公司', region: '陕西', industry: '化工', size: 'micro' },
  bend: (book) => {
    const { customer } = book;
    customer.documentsComplete = null;
    customer.agreementSignedOn = null;
    customer.creditLimitFen = null;
    customer.insuredLimitFen = 0;
    customer.insuredUntil = null;
    customer.collateralValueFen = 0;
    customer.firstOrderOn = null;
    customer.orderCount = null;
    Object.assign(book, { invoices: [], onAccount: [], orders: [], statements: [], events: [] });
  },
  alert: false,
  evidence: '',
  seen: {
    zh: '除名称外一无所知：结果为“数据不足”，不是 C 级。',
    en: 'Nothing is known but the name: insufficient data, not grade C.',
  },
};
