import { describe, expect, it } from 'vitest';
import { LOCALES } from '../wording/locale.ts';
import { describeForbidden } from '../wording/roles.ts';
import {
  ABILITY_TABLE,
  type Ability,
  ADMINISTRATOR,
  type CustomerAbility,
  type GeneralAbility,
  may,
} from './abilities.ts';
import { type Member, type Responsibility, ROLES, type Role } from './roles.ts';

// §9 once more, written down as a person reads it and not as the program holds it:
// for the customer's owner's own people and for a stranger of the same role.
type Line<A extends Ability> = readonly [ability: A, who: readonly string[]];

/** Customers of theirs / of others, one letter each: y or n. In the order of ROLES. */
const BY_CUSTOMER: readonly Line<CustomerAbility>[] = [
  ['see_details', ['yn', 'yn', 'yy', 'yy', 'yy']],
  ['answer_alert', ['yn', 'yn', 'nn', 'nn', 'nn']],
  ['request_credit', ['yn', 'yn', 'yy', 'nn', 'nn']],
  ['collect', ['yn', 'yn', 'yy', 'nn', 'nn']],
  ['approve_tier_1', ['nn', 'yn', 'nn', 'nn', 'nn']],
];
const GENERAL: readonly Line<GeneralAbility>[] = [
  ['see_grade', ['y', 'y', 'y', 'y', 'y']],
  ['review_alert', ['n', 'n', 'y', 'n', 'n']],
  ['decide_collection', ['n', 'n', 'y', 'n', 'n']],
  ['decide_write_off', ['n', 'n', 'n', 'y', 'y']],
  ['approve_tier_2', ['n', 'n', 'y', 'n', 'n']],
  ['approve_tier_3', ['n', 'n', 'n', 'n', 'y']],
  ['stand_in', ['n', 'y', 'y', 'n', 'y']],
  ['read_policy', ['n', 'n', 'y', 'y', 'y']],
  ['change_policy', ['n', 'n', 'y', 'n', 'n']],
  ['read_staff', ['n', 'n', 'y', 'y', 'y']],
  ['change_staff', ['n', 'n', 'y', 'n', 'n']],
  ['read_audit', ['n', 'n', 'y', 'y', 'y']],
  ['export_details', ['n', 'n', 'y', 'y', 'y']],
  ['import_data', ['n', 'n', 'y', 'y', 'n']],
  ['keep_backups', ['n', 'n', 'n', 'n', 'n']],
  ['run_monitor', ['n', 'n', 'y', 'n', 'n']],
  ['connect_extension', ['y', 'y', 'y', 'y', 'y']],
  ['ask_precheck', ['y', 'y', 'y', 'y', 'y']],
  ['decide_precheck', ['n', 'n', 'y', 'n', 'n']],
  ['save_evidence', ['n', 'n', 'y', 'n', 'n']],
];

/** One person of each role who is near the customer of S01 as far as their role can be, and one who is not. */
const near: Readonly<Record<Role, Member>> = {
  sales: { code: 'S01', role: 'sales', teamCode: 'EAST' },
  sales_manager: { code: 'M01', role: 'sales_manager', teamCode: 'EAST' },
  risk: { code: 'R01', role: 'risk', teamCode: 'EAST' },
  finance: { code: 'F01', role: 'finance', teamCode: 'EAST' },
  executive: { code: 'E01', role: 'executive', teamCode: 'EAST' },
};
const customer: Responsibility = { ownerCode: 'S01', ownerTeamCode: 'EAST', ownerManagerCode: 'M01' };
const strange: Responsibility = { ownerCode: 'S09', ownerTeamCode: 'SOUTH', ownerManagerCode: 'M09' };
const ownerless: Responsibility = { ownerCode: null, ownerTeamCode: null, ownerManagerCode: null };

describe.each(BY_CUSTOMER)('%s (§9)', (ability, who) => {
  it.each(ROLES.map((role, index) => [role, who[index] ?? ''] as const))('%s: %s', (role, letters) => {
    const asked = (responsibility: Responsibility) => (may(near[role], ability, responsibility).may ? 'y' : 'n');
    expect(asked(customer) + asked(strange)).toBe(letters);
    expect(asked(ownerless)).toBe(letters[1]);
  });
});

describe.each(GENERAL)('%s (§9)', (ability, who) => {
  it.each(ROLES.map((role, index) => [role, who[index]] as const))('%s: %s', (role, letter) => {
    expect(may(near[role], ability).may ? 'y' : 'n').toBe(letter);
  });
});

it('no ability is left out of the table of this test', () => {
  expect([...BY_CUSTOMER, ...GENERAL].map(([ability]) => ability).sort()).toEqual(Object.keys(ABILITY_TABLE).sort());
});

describe('edges', () => {
  it('sales of the same team is not the owner', () => {
    const colleague: Member = { code: 'S02', role: 'sales', teamCode: 'EAST' };
    expect(may(colleague, 'see_details', customer).may).toBe(false);
  });

  it('a manager approves for people they lead, not for customers they own themselves', () => {
    const owned: Responsibility = { ownerCode: 'M01', ownerTeamCode: null, ownerManagerCode: 'E01' };
    expect(may(near.sales_manager, 'request_credit', owned).may).toBe(true);
    expect(may(near.sales_manager, 'approve_tier_1', owned).may).toBe(false);
  });

  it('a manager without a team does not lead the customers without one', () => {
    expect(may({ code: 'M02', role: 'sales_manager', teamCode: null }, 'see_details', ownerless).may).toBe(false);
  });

  it('the administrator runs the installation and decides nothing about credit', () => {
    const does: GeneralAbility[] = ['import_data', 'run_monitor', 'read_audit', 'change_policy'];
    const leaves: GeneralAbility[] = ['review_alert', 'approve_tier_2', 'approve_tier_3', 'save_evidence'];
    expect(does.map((ability) => may(ADMINISTRATOR, ability).may)).toEqual(does.map(() => true));
    expect(leaves.map((ability) => may(ADMINISTRATOR, ability).may)).toEqual(leaves.map(() => false));
    expect(may(ADMINISTRATOR, 'answer_alert', customer).may).toBe(false);
    expect(may(ADMINISTRATOR, 'see_details', strange).may).toBe(true);
  });

  it('a refusal says why and who may', () => {
    expect(may(near.sales, 'see_details', strange)).toMatchObject({ may: false, because: 'responsibility' });
    const refused = may(near.finance, 'answer_alert', customer);
    expect(refused).toMatchObject({
      may: false,
      because: 'role',
      whoMay: [
        { role: 'sales', reach: 'own' },
        { role: 'sales_manager', reach: 'team' },
      ],
    });
    if (refused.may) throw new Error('finance may not');
    expect(LOCALES.map((locale) => describeForbidden(locale, refused))).toEqual([
      '只有负责该客户的销售、其销售主管可以反馈该客户的预警单。',
      'Only sales who own the customer, their sales managers may answer alerts of this customer.',
    ]);
  });
});
