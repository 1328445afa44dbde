import { catalogue } from './catalogue.ts';

/** Headers of the dashboard's CSV file. */
export const dashboardColumns = catalogue({
  zh: {
    code: '客户编号',
    name: '客户名称',
    grade: '等级',
    region: '地区',
    industry: '行业',
    owner: '负责人',
    exposure: '风险敞口（元）',
    overdue: '逾期金额（元）',
    limit: '授信额度（元）',
    daysPastDue: '最长逾期天数',
    asOf: '评估日期',
    staleSince: '数据过期起始日',
    stop: '是否停止授信',
  },
  en: {
    code: 'Customer code',
    name: 'Customer',
    grade: 'Grade',
    region: 'Region',
    industry: 'Industry',
    owner: 'Owner',
    exposure: 'Exposure (yuan)',
    overdue: 'Overdue (yuan)',
    limit: 'Limit (yuan)',
    daysPastDue: 'Most days past due',
    asOf: 'As of',
    staleSince: 'Data stale since',
    stop: 'Stopped',
  },
});
