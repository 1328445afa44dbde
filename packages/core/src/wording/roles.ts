import type { Entitled, Forbidden } from '../roles/abilities.ts';
import { catalogue } from './catalogue.ts';
import { ABILITY_LABELS, ROLE_LABELS } from './labels/roles.ts';
import type { Locale } from './locale.ts';

/** Texts of refusals by role (§9). */
export const rolesWording = catalogue({
  zh: {
    asOption: '以某位人员的身份执行（人员编号）；也可设置环境变量 XINSHAO_STAFF',
    unknownStaff: (p: { code: string }) => `人员名单中没有编号为“${p.code}”的人员`,
    onlyWho: (p: { who: string; what: string }) => `只有${p.who}可以${p.what}。`,
    administrator: (p: { what: string }) => `只有信哨的系统管理员（在服务器上执行命令的人）可以${p.what}。`,
    own: (p: { role: string }) => `负责该客户的${p.role}`,
    team: (p: { role: string }) => `其${p.role}`,
  },
  en: {
    asOption: 'act as a member of staff (staff code); the variable XINSHAO_STAFF does the same',
    unknownStaff: (p: { code: string }) => `There is nobody with the code “${p.code}” on the staff list`,
    onlyWho: (p: { who: string; what: string }) => `Only ${p.who} may ${p.what}.`,
    administrator: (p: { what: string }) => `Only the administrator, at the server, may ${p.what}.`,
    own: (p: { role: string }) => `${p.role} who own the customer`,
    team: (p: { role: string }) => `their ${p.role}`,
  },
});

/** Says why something is refused: who may do it instead. Nothing in it was typed by people. */
export function describeForbidden(locale: Locale, { ability, whoMay }: Pick<Forbidden, 'ability' | 'whoMay'>): string {
  const words = rolesWording[locale];
  const what = ABILITY_LABELS[ability][locale];
  if (whoMay.length === 0) return words.administrator({ what });
  return words.onlyWho({
    what,
    who: whoMay.map((entry) => entitledText(locale, entry)).join(locale === 'zh' ? '、' : ', '),
  });
}

function entitledText(locale: Locale, { role, reach }: Entitled): string {
  const words = rolesWording[locale];
  const name = ROLE_LABELS[role][locale];
  switch (reach) {
    case 'all':
      return name;
    case 'own':
      return words.own({ role: name });
    case 'team':
    case 'led':
      return words.team({ role: name });
  }
}
