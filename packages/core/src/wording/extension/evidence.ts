import { catalogue } from '../catalogue.ts';

/** What the panel says of the counts on a registry page, and of saving them. */
export const evidenceWording = catalogue({
  zh: {
    heading: '本页显示的风险信息',
    nothingRead: '本页没有读到失信、被执行、经营异常等数量。',
    read: '读取本页',
    pageGone: '页面已变化，请重新读取。',
    difference: ({ label, page, known }: { label: string; page: number; known: number }) =>
      `${label}：本页 ${page} 条，我们知道 ${known} 条`,
    agrees: '与我们掌握的一致。',
    formHint: ({ name }: { name: string }) =>
      `核对后点“确认并保存”，以今天的日期记到 ${name} 名下。确认之前不会发送任何内容。`,
    include: ({ label }: { label: string }) => `保存：${label}`,
    count: ({ label }: { label: string }) => `数量：${label}`,
    known: ({ count }: { count: number }) => `已知 ${count}`,
    status: '登记状态',
    save: '确认并保存',
    saving: '正在保存…',
    saved: ({ stored, known }: { stored: number; known: number }) => `已保存：新增 ${stored} 项，${known} 项已知。`,
    nothingChosen: '请至少选择一项。',
    countWrong: '数量应为 0 到 100,000 的整数。',
  },
  en: {
    heading: 'Risk information on this page',
    nothingRead: 'No counts of dishonest-debtor, enforcement or abnormal-operation entries were found on this page.',
    read: 'Read this page',
    pageGone: 'The page has changed: please read it again.',
    difference: ({ label, page, known }) => `${label}: page ${page}, we know ${known}`,
    agrees: 'In line with what we know.',
    formHint: ({ name }) =>
      `Check it and press “Confirm and save”: it is kept with today’s date for ${name}. Nothing is sent before.`,
    include: ({ label }) => `Save: ${label}`,
    count: ({ label }) => `Count: ${label}`,
    known: ({ count }) => `known: ${count}`,
    status: 'Registry status',
    save: 'Confirm and save',
    saving: 'Saving…',
    saved: ({ stored, known }) => `Saved: ${stored} new, ${known} known already.`,
    nothingChosen: 'Please choose at least one.',
    countWrong: 'A count is a whole number from 0 to 100,000.',
  },
});
