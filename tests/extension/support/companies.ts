import type { RegistryCompany } from '@xinshao/sandbox/registry/companies.ts';
import type { TestCustomer } from './overlay-server.ts';

/** Companies of the registry sites in the tests, by what is special about each. */
export const HUAXING: RegistryCompany = {
  name: '华兴（上海）贸易有限公司',
  uscc: '911310006096709523',
  formerNames: [],
};
export const RENAMED: RegistryCompany = {
  name: '苏州新辰精密机械有限公司',
  uscc: '91320213MA3DPKM72C',
  formerNames: ['苏州旧辰机械有限公司'],
};
/** Our files still have its old name, and no code. */
export const OLD_IN_OUR_FILES: RegistryCompany = {
  name: '绵阳嵘昌新供应链有限公司',
  uscc: '91510703MAYCYP9006',
  formerNames: ['绵阳市嵘昌供应链有限公司'],
};
export const TWINS: RegistryCompany = { name: '同名商贸有限公司', uscc: '91440112MA70B7TM39', formerNames: [] };
export const BRANCH: RegistryCompany = {
  name: '华兴（上海）贸易有限公司杭州分公司',
  uscc: '91330109MAL606L6XN',
  formerNames: [],
};
export const STOPPED: RegistryCompany = {
  name: '南京霁源建设工程有限公司',
  uscc: '91320115MAWN6NT81J',
  formerNames: [],
};
export const UNGRADED: RegistryCompany = {
  name: '西安朔元生物科技有限公司',
  uscc: '91610112MAHG3611XA',
  formerNames: [],
};
/** Found by its code alone: our files spell its name otherwise. */
export const BY_CODE: RegistryCompany = {
  name: '上海砺锐电子科技集团有限公司',
  uscc: '91310115MA018EADXH',
  formerNames: [],
};

/** A stranger with a customer's name and a code of its own. */
export const NAMESAKE: RegistryCompany = { name: RENAMED.name, uscc: '52350100786927085Q', formerNames: [] };
/** Its code is one customer's, its name another's. */
export const CONFLICTING: RegistryCompany = { name: STOPPED.name, uscc: BY_CODE.uscc, formerNames: [] };

/** Named nearly like a customer, and perhaps another company. */
export const NEAR: RegistryCompany = { name: '上海华兴贸易有限责任公司', uscc: '91110105579065830X', formerNames: [] };

export const SPECIAL = [HUAXING, RENAMED, OLD_IN_OUR_FILES, TWINS, BRANCH, STOPPED, UNGRADED, BY_CODE];

export const CUSTOMERS: readonly TestCustomer[] = [
  { id: 1, name: '华兴(上海)贸易有限公司', uscc: HUAXING.uscc, grade: 'AA', limitFen: 50_000_000, termDays: 60 },
  {
    id: 2,
    name: RENAMED.name,
    uscc: RENAMED.uscc,
    formerNames: RENAMED.formerNames,
    grade: 'B',
    limitFen: 8_000_000,
    termDays: 30,
    staleSince: '2026-08-01',
  },
  { id: 3, name: '绵阳市嵘昌供应链有限公司', uscc: null, grade: 'A', limitFen: 20_000_000, termDays: 45 },
  { id: 4, name: TWINS.name, uscc: null, grade: 'AAA', limitFen: 1 },
  { id: 5, name: TWINS.name, uscc: null, grade: 'C', limitFen: 2 },
  { id: 6, name: STOPPED.name, uscc: STOPPED.uscc, grade: 'C', limitFen: 100_000, stopped: true },
  { id: 7, name: UNGRADED.name, uscc: UNGRADED.uscc, grade: null },
  { id: 8, name: '上海砺锐电子科技有限公司', uscc: BY_CODE.uscc, grade: 'AAA', limitFen: 300_000_000, termDays: 90 },
];

/** What a list shows of `SPECIAL`: names alone, so nothing for the one found by its code. */
export const ON_LISTS: Readonly<Record<string, string>> = {
  [HUAXING.name]: 'AA ¥50万 60天',
  [RENAMED.name]: 'B ¥8万 30天 旧',
  [TWINS.name]: '2 家同名客户',
  [BRANCH.name]: '分支机构 总公司是客户',
  [STOPPED.name]: 'C 已停',
  [UNGRADED.name]: '客户 未评级',
};

/** What a company's own page shows. */
export const ON_PAGES: Readonly<Record<string, string>> = {
  ...ON_LISTS,
  [OLD_IN_OUR_FILES.name]: '曾用名 A ¥20万 45天',
  [BY_CODE.name]: '按代码 AAA ¥300万 90天',
};
