import type { KindDefinition } from './definition.ts';
import { rowOf, textField } from './fields.ts';

/** Sales teams and the Slack channel that their alerts go to. */
export const teamsKind: KindDefinition = {
  columns: [
    { name: 'code', required: true, synonyms: ['team_code', '团队编号', '团队代码', '编号', '代码', '部门编号'] },
    { name: 'name', required: true, synonyms: ['团队名称', '团队', '名称', '部门名称', '部门'] },
    { name: 'slack_channel', synonyms: ['channel', 'slack频道', '频道', '通知频道'] },
  ],
  target: (cells) => ({
    table: 'teams',
    key: ['code'],
    columns: [
      { name: 'code', type: 'text', update: false },
      { name: 'name', type: 'text', update: true },
      { name: 'slack_channel', type: 'text', update: cells.has('slack_channel') },
    ],
  }),
  rowReader: (cells) =>
    rowOf([textField(cells, 'code', null), textField(cells, 'name', null), textField(cells, 'slack_channel')]),
};
