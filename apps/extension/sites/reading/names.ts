import { cleanName } from '@xinshao/core/company/clean-name.ts';

/** Elements that only mark a part of a text: search words are highlighted with them. */
const HIGHLIGHTS = new Set(['EM', 'FONT', 'MARK', 'B', 'STRONG', 'I']);

/**
 * The first text of an element, whole: highlights are joined, and it ends where another element begins, because what
 * follows a name in the same cell is its status, a button or a former name.
 */
export function firstText(element: Node): string {
  let text = '';
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.nodeValue ?? '';
    else if (!(child instanceof Element)) continue;
    else if (HIGHLIGHTS.has(child.tagName)) text += child.textContent ?? '';
    else if (text.trim() !== '') break;
    else {
      const inner = firstText(child);
      if (inner.trim() !== '') return inner;
    }
  }
  return text;
}

const STATUS =
  /(?:\s|[（(【[])*(?:存续|在业|开业|正常|注销|吊销|迁出|迁入|停业|清算|撤销|登记成立|存續|註銷|吊銷|開業)(?:[）)】\]]|\s)*$/u;
/** 原名 is a label in brackets or before a colon alone: it also stands inside names (太原名都房地产). */
const FORMER =
  /[（(【[]?\s*(?:曾用名称?|历史名称|曾用名稱|歷史名稱|Former names?)\s*[:：]?|[（(【[]\s*原名|原名\s*[:：]/iu;

/** A name without what pages add to it: copy buttons, status words, bullets, former names. */
export function cleanPageName(text: string): string {
  const former = FORMER.exec(text);
  return cleanName(former === null ? text : text.slice(0, former.index))
    .replace(/^[•·\s]+/u, '')
    .replace(/\s*(?:复制|複製|Copy)\s*$/iu, '')
    .replace(STATUS, '')
    .trim();
}

/** How names of companies and of other bodies end, each as both scripts write it. */
const ENDINGS = [
  ...[
    '公司',
    '集团',
    '集團',
    '厂',
    '廠',
    '合伙企业',
    '合夥企業',
    '独资企业',
    '獨資企業',
    '银行',
    '銀行',
    '分行',
    '支行',
  ],
  ...['合作社', '联合社', '聯合社', '信用社', '供销社', '供銷社', '事务所', '事務所', '工作室', '农场', '農場'],
  ...['林场', '林場', '养殖场', '養殖場', '加工坊'],
  ...['店', '商行', '车行', '車行', '超市', '商场', '商場', '市场', '市場', '药房', '藥房', '宾馆', '賓館'],
  ...['旅馆', '旅館', '餐厅', '餐廳', '经营部', '經營部', '营业部', '營業部', '服务部', '服務部', '门市部', '門市部'],
  ...['批发部', '批發部', '销售部', '銷售部', '小卖部', '小賣部', '工程部', '办事处', '辦事處', '代表处', '代表處'],
  ...['医院', '醫院', '卫生院', '衛生院', '诊所', '診所', '门诊部', '門診部', '学校', '學校', '大学', '大學'],
  ...[
    '学院',
    '學院',
    '中学',
    '中學',
    '小学',
    '小學',
    '幼儿园',
    '幼兒園',
    '中心',
    '研究院',
    '研究所',
    '设计院',
    '設計院',
  ],
  ...['局', '政府', '委员会', '委員會', '管理处', '管理處', '协会', '協會', '商会', '商會', '学会', '學會', '联合会'],
  ...['聯合會', '基金会', '基金會', '工会', '工會'],
];
const LEGAL_FORMS = [
  ...['合伙', '合夥', '普通合伙', '普通合夥', '有限合伙', '有限合夥', '有限'],
  ...['个体工商户', '個體工商戶', '个人独资', '個人獨資'],
];
const ENDING = new RegExp(
  `(?:${ENDINGS.join('|')}|(?:${LEGAL_FORMS.join('|')})[）)]|\\b(?:Ltd|Limited|Inc|Corp|Corporation|LLC|LLP|GmbH|Company|Co|Group|Bank|Factory|Branch)\\.?)$`,
  'iu',
);
const isOfNameLength = (name: string): boolean => name.length >= 4 && name.length <= 120;

/** Whether a text ends like the name of a company: links that lead to a company carry many other texts. */
export function looksLikeCompany(name: string): boolean {
  return isOfNameLength(name) && ENDING.test(name);
}

/** The company a link or a heading names; null when its text is not a company's name. */
export function companyNameIn(element: Element): string | null {
  const raw = firstText(element);
  if (/^\s*•\s/u.test(raw)) return null;
  const name = cleanPageName(raw);
  return looksLikeCompany(name) ? name : null;
}

/** Headings of pages that show no company: logins, checks, errors, the site's own name, parts of a company's page. */
const NO_NAME =
  /登录|登錄|登入|注册|註冊|验证|驗證|访问|訪問|页面|頁面|加载|載入|频繁|頻繁|错误|錯誤|抱歉|失败|失敗|稍后|稍後|提示|企查查|天眼查|爱企查|启信宝|公示系统|信息|详情|詳情|概况|概況|风险|風險|首页|首頁|搜索|[45]\d\d|log ?in|sign in|error|loading|verif/iu;

/**
 * The name in the heading of a company's own page, where a name of any kind must stand: 王记包子铺 ends like none.
 * @returns null for a heading that is not about a company
 */
export function headingNameIn(element: Element): string | null {
  const name = cleanPageName(firstText(element));
  if (looksLikeCompany(name)) return name;
  return isOfNameLength(name) && !NO_NAME.test(name) ? name : null;
}

/** A rough form for comparing two readings of one page; not a company key. */
export function roughly(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}]/gu, '')
    .replace(/[[【〔「『]/gu, '(')
    .replace(/[\]】〕」』]/gu, ')')
    .toUpperCase();
}
