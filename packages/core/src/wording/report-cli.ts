import { catalogue } from './catalogue.ts';

/** Texts of the command `report`. */
export const reportCliWording = catalogue({
  zh: {
    report: '预警效果月报：先判定已到期的预警，再列出各规则、各团队、各人的结果',
    month: '哪个月，YYYY-MM；默认上个月',
  },
  en: {
    report: 'what became of alerts in a month, by rule, team and person; judges first what is due',
    month: 'which month, YYYY-MM; by default the one before this',
  },
});
