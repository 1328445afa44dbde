import { catalogue } from '../catalogue.ts';

/** Texts of a posted link that leads to a customer. Parameters are already escaped. */
export const unfurlWording = catalogue({
  zh: {
    grade: (p: { grade: string }) => `信哨等级：${p.grade}`,
    noGrade: '信哨：暂无等级',
    details: '查看详情',
    detailsHint: '详情只显示给点击的人，按其权限',
  },
  en: {
    grade: (p: { grade: string }) => `Xinshao grade: ${p.grade}`,
    noGrade: 'Xinshao: no grade yet',
    details: 'Details',
    detailsHint: 'Details are shown to whoever clicks, as far as they may see them',
  },
});
