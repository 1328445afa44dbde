import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findGroups } from './find-groups.ts';
import { LINK_KINDS, type LinkKind, type OwnershipLink } from './links.ts';

const link = (subject: string, object: string, kind: LinkKind, share: number | null = null): OwnershipLink => ({
  subject,
  object,
  kind,
  share,
  evidence: null,
});
const companies = (...codes: string[]) => codes.map((code) => ({ code, size: 0 }));
const members = (...links: OwnershipLink[]) =>
  findGroups(companies('A', 'B', 'C', 'D'), links).map((group) => group.members.join(''));

describe('what binds companies together (R26)', () => {
  it('51% of the votes bind; 50% do not; votes of unknown share do not', () => {
    expect(members(link('A', 'B', 'votes', 0.51))).toEqual(['AB']);
    expect(members(link('A', 'B', 'votes', 0.5))).toEqual([]);
    expect(members(link('A', 'B', 'votes'))).toEqual([]);
  });
  it('50% with control binds', () =>
    expect(members(link('A', 'B', 'votes', 0.5), link('A', 'B', 'control'))).toEqual(['AB']));
  it.each(LINK_KINDS.filter((kind) => !['votes', 'guarantee', 'address'].includes(kind)))('%s binds', (kind) =>
    expect(members(link('A', 'B', kind))).toEqual(['AB']),
  );
  it.each(['guarantee', 'address'] as const)('%s alone does not', (kind) =>
    expect(members(link('A', 'B', kind))).toEqual([]),
  );
});

describe('groups', () => {
  it('go through others: a person or a holding that is no customer', () => {
    expect(members(link('王', 'A', 'legal_representative'), link('王', 'B', 'controller'))).toEqual(['AB']);
    expect(
      members(link('控股', 'A', 'votes', 0.9), link('控股', 'B', 'votes', 0.6), link('B', 'C', 'control')),
    ).toEqual(['ABC']);
  });
  it('need two customers', () => expect(members(link('控股', 'A', 'votes', 0.9))).toEqual([]));
  it('stay apart without a link between them', () =>
    expect(members(link('A', 'B', 'kin'), link('C', 'D', 'kin'))).toEqual(['AB', 'CD']));
  it('keep their evidence, hints between members among it', () => {
    const links = [link('A', 'B', 'control'), link('B', 'A', 'guarantee'), link('A', 'C', 'guarantee')];
    expect(findGroups(companies('A', 'B', 'C'), links)[0]?.evidence).toEqual(links.slice(0, 2));
  });
  it('do not depend on the order of links', () => {
    const links = [link('A', 'B', 'control'), link('C', 'B', 'board'), link('D', 'C', 'kin')];
    fc.assert(
      fc.property(fc.shuffledSubarray(links, { minLength: links.length }), (shuffled) => {
        expect(
          findGroups(companies('A', 'B', 'C', 'D'), shuffled).map(({ leader, members }) => [leader, members]),
        ).toEqual([['A', ['A', 'B', 'C', 'D']]]);
      }),
    );
  });
  it('survive long chains and circles', () => {
    const chain = Array.from({ length: 20_000 }, (_, n) => link(`N${n}`, `N${(n + 1) % 20_000}`, 'funds'));
    expect(
      findGroups(
        [
          { code: 'N0', size: 1 },
          { code: 'N19999', size: 2 },
        ],
        chain,
      )[0]?.leader,
    ).toBe('N19999');
  });
});

describe('the leader', () => {
  it('controls most of the others, directly or not', () => {
    const links = [link('B', 'A', 'votes', 0.6), link('A', 'C', 'control'), link('D', 'C', 'kin')];
    expect(findGroups(companies('A', 'B', 'C', 'D'), links)[0]?.leader).toBe('B');
  });
  it('is the largest where nobody controls anybody, and the first by code where all are equal', () => {
    const kin = [link('A', 'B', 'kin')];
    expect(
      findGroups(
        [
          { code: 'A', size: 1 },
          { code: 'B', size: 2 },
        ],
        kin,
      )[0]?.leader,
    ).toBe('B');
    expect(findGroups(companies('B', 'A'), kin)[0]?.leader).toBe('A');
  });
});
