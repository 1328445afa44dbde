import type { LinkKind } from '@xinshao/core/groups/links.ts';
import { NULL } from '../copy/copy-text.ts';
import { choices } from '../values/choices.ts';
import type { KindDefinition } from './definition.ts';
import { choiceField, proseField, rowOf, shareField, textField } from './fields.ts';

const WORDS: Readonly<Record<LinkKind, readonly string[]>> = {
  votes: ['表决权', '持股', '股权', '投票权', '股权比例'],
  control: ['控制', '实际控制', '协议控制'],
  consolidated: ['合并报表', '并表'],
  treasury: ['资金集中管理', '集中资金管理', '财务公司', '资金归集'],
  pooled_borrowing: ['统借统还', '统一借款', '集中借款'],
  funds: ['资金占用', '资金往来', '长期资金占用'],
  profit_shift: ['利润转移', '转移利润'],
  appoints: ['任命', '委派高管', '任命高管', '派驻高管'],
  board: ['董事会', '董事会多数', '董事会多数席位'],
  legal_representative: ['法定代表人', '法人', '法人代表'],
  controller: ['实际控制人', '控制人'],
  kin: ['近亲属', '亲属', '家族'],
  guarantee: ['担保', '互保', '对外担保'],
  address: ['地址', '同一地址', '注册地址'],
};
const LINK_WORDS = choices(WORDS);

/** Evidence that companies belong together; either end is a customer's code, USCC or name, or anyone else's name. */
export const ownershipKind: KindDefinition = {
  columns: [
    { name: 'subject', required: true, synonyms: ['主体', '股东', '控制方', '母公司', '上级', '关联方', '投资方'] },
    { name: 'object', required: true, synonyms: ['客体', '被投资企业', '被控制方', '子公司', '对象', '企业'] },
    { name: 'kind', required: true, synonyms: ['关系', '关系类型', '类型', '关联类型'] },
    { name: 'share', synonyms: ['比例', '持股比例', '表决权比例', '股比'] },
    { name: 'evidence', synonyms: ['证据', '依据', '来源', '说明', '备注'] },
  ],
  target: (cells) => ({
    table: 'ownership',
    key: ['subject', 'object', 'kind'],
    columns: [
      { name: 'subject', type: 'text', update: false },
      { name: 'object', type: 'text', update: false },
      { name: 'kind', type: 'text', update: false },
      { name: 'share', type: 'double precision', update: cells.has('share') },
      { name: 'evidence', type: 'text', update: cells.has('evidence') },
    ],
  }),
  rowReader: (cells) =>
    rowOf([
      textField(cells, 'subject', null),
      textField(cells, 'object', null),
      choiceField(cells, 'kind', LINK_WORDS, null),
      shareField(cells, 'share'),
      proseField(cells, 'evidence', NULL),
    ]),
};
