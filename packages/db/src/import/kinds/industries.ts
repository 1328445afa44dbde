import { choices } from '../values/choices.ts';
import type { KindDefinition } from './definition.ts';
import { choiceField, rowOf, shareField, textField } from './fields.ts';

const OUTLOOK = choices({
  up: ['上行', '向好', '景气', '上升', '好'],
  normal: ['正常', '平稳', '稳定', '中性'],
  down: ['下行', '低迷', '衰退', '下降', '差'],
});

/** Figures of whole industries. */
export const industriesKind: KindDefinition = {
  columns: [
    { name: 'industry', required: true, synonyms: ['行业', '行业名称', '所属行业'] },
    { name: 'debt_ratio', synonyms: ['负债率', '资产负债率', '行业负债率'] },
    { name: 'outlook', synonyms: ['景气', '景气度', '前景', '展望', '行业前景'] },
  ],
  target: (cells) => ({
    table: 'industries',
    key: ['industry'],
    columns: [
      { name: 'industry', type: 'text', update: false },
      { name: 'debt_ratio', type: 'double precision', update: cells.has('debt_ratio') },
      { name: 'outlook', type: 'text', update: cells.has('outlook') },
    ],
  }),
  rowReader: (cells) =>
    rowOf([
      textField(cells, 'industry', null),
      shareField(cells, 'debt_ratio'),
      choiceField(cells, 'outlook', OUTLOOK),
    ]),
};
