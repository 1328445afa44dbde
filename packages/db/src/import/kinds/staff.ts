import { isDay } from '@xinshao/core/day/day.ts';
import { instantOf } from '@xinshao/core/feedback/wall-clock.ts';
import type { Cells } from '../mapping/cells.ts';
import { choices } from '../values/choices.ts';
import type { ImportContext, KindDefinition } from './definition.ts';
import { choiceField, dayField, type FieldReader, rowOf, textField } from './fields.ts';

const ROLES = choices({
  sales: ['销售', '业务员', '销售员', '客户经理'],
  sales_manager: ['销售经理', '销售主管', '区域经理', '销售总监'],
  risk: ['风控', '风险', '风控专员', '风险管理', '信控', '信用管理'],
  finance: ['财务', '会计', '出纳'],
  executive: ['高管', '总经理', '管理层', '财务总监', 'cfo', 'ceo', '董事长', '副总经理'],
});

/**
 * People who work with the product. Two of them cannot be the same Slack user. Whoever leaves keeps their row, with the
 * day from which on they are nobody's colleague any more: what they did stays under their name.
 */
export const staffKind: KindDefinition = {
  columns: [
    { name: 'code', required: true, synonyms: ['staff_code', '工号', '员工编号', '员工号', '编号', '员工代码'] },
    { name: 'name', required: true, synonyms: ['姓名', '员工姓名', '名称'] },
    { name: 'role', required: true, synonyms: ['角色', '岗位', '职务', '职位'] },
    { name: 'email', synonyms: ['邮箱', '电子邮箱', '邮件', '电子邮件'] },
    { name: 'slack_user_id', synonyms: ['slack', 'slack用户', 'slack用户id', 'slackid', 'slack账号'] },
    { name: 'manager_code', synonyms: ['manager', '上级', '上级工号', '主管工号', '经理工号', '直属上级'] },
    { name: 'left_on', synonyms: ['left', '离职日期', '离职日', '离职时间'] },
    { name: 'team', synonyms: ['team_code', '团队', '团队编号', '部门', '小组'] },
  ],
  target: (cells) => ({
    table: 'staff',
    key: ['code'],
    columns: [
      { name: 'code', type: 'text', update: false },
      { name: 'name', type: 'text', update: true },
      { name: 'role', type: 'text', update: true },
      { name: 'email', type: 'text', update: cells.has('email') },
      { name: 'slack_user_id', type: 'text', update: cells.has('slack_user_id') },
      { name: 'manager_code', type: 'text', update: cells.has('manager_code') },
      { name: 'team_code', type: 'text', update: cells.has('team') },
      { name: 'left_at', type: 'timestamptz', update: cells.has('left_on') },
    ],
  }),
  rowReader(cells, context) {
    const code = cells.text('code');
    const slackText = cells.text('slack_user_id');
    const slack = textField(cells, 'slack_user_id');
    const owned: FieldReader = (row) => {
      const user = slackText(row);
      // The row says anew which Slack user this is, so another row may have the old one.
      if (cells.has('slack_user_id')) release(context.slackUsers, code(row));
      if (user === '') return slack(row);
      const holder = context.slackUsers.get(user);
      if (holder !== undefined) return { code: 'slack_user_taken', value: user, holder };
      context.slackUsers.set(user, code(row));
      return slack(row);
    };
    return rowOf([
      textField(cells, 'code', null),
      textField(cells, 'name', null),
      choiceField(cells, 'role', ROLES, null),
      textField(cells, 'email'),
      owned,
      textField(cells, 'manager_code'),
      textField(cells, 'team'),
      leftField(cells, context),
    ]);
  },
};

/** The moment at which the day of leaving begins where the company is. */
function leftField(cells: Cells, context: ImportContext): FieldReader {
  const readDay = dayField(cells, 'left_on', context);
  const { timeZone } = context.settings;
  return (row) => {
    const day = readDay(row);
    return typeof day === 'string' && isDay(day) ? instantOf({ day, time: 0 }, timeZone).toISOString() : day;
  };
}

function release(slackUsers: Map<string, string>, code: string): void {
  for (const [user, holder] of slackUsers) if (holder === code) slackUsers.delete(user);
}
