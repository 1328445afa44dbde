import { describe, expect, it } from 'vitest';
import { isRole, type Member, type Responsibility, seesDetails } from './roles.ts';

const owned: Responsibility = { ownerCode: 'S01', ownerTeamCode: 'EAST', ownerManagerCode: 'M01' };
const ownerless: Responsibility = { ownerCode: null, ownerTeamCode: null, ownerManagerCode: null };
const member = (code: string, role: Member['role'], teamCode: string | null = null): Member => ({
  code,
  role,
  teamCode,
});

describe('who sees exposure, aging and reasons (§9)', () => {
  it.each([
    ['sales of the customer', member('S01', 'sales', 'EAST'), owned, true],
    ['a colleague of the same team', member('S02', 'sales', 'EAST'), owned, false],
    ["the owner's manager", member('M01', 'sales_manager', 'HQ'), owned, true],
    ["the manager of the owner's team", member('M09', 'sales_manager', 'EAST'), owned, true],
    ['the manager of another team', member('M02', 'sales_manager', 'SOUTH'), owned, false],
    ['a manager without a team, customer without an owner', member('M02', 'sales_manager'), ownerless, false],
    ['sales, customer without an owner', member('S01', 'sales'), ownerless, false],
    ['risk', member('R01', 'risk'), owned, true],
    ['finance', member('F01', 'finance'), ownerless, true],
    ['an executive', member('E01', 'executive'), owned, true],
  ])('%s', (_who, viewer, responsibility, expected) => {
    expect(seesDetails(viewer, responsibility)).toBe(expected);
  });

  it('knows the five roles and no other', () => {
    expect(isRole('sales_manager')).toBe(true);
    expect(isRole('admin')).toBe(false);
  });
});
