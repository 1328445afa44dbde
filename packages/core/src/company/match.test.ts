import { describe, expect, it } from 'vitest';
import { matchesOf, matchTier } from './match.ts';

const huaxing = { name: '华兴（上海）贸易有限公司', uscc: '911310006096709523', formerNames: ['老华兴有限公司'] };
const renamed = { name: '新名有限公司', uscc: null, formerNames: ['华兴(上海)贸易有限公司'] };

describe('tiers', () => {
  it('a valid USCC finds its company, and no other way of matching is tried', () => {
    expect(matchTier('911310006096709523', huaxing)).toBe('uscc');
    expect(matchTier('91110105579065830X', huaxing)).toBeNull();
  });
  it('exact name, former name, near name, none', () => {
    expect(matchTier('华兴(上海)貿易有限公司', huaxing)).toBe('name');
    expect(matchTier('老华兴有限公司', huaxing)).toBe('former_name');
    expect(matchTier('上海华兴贸易有限责任公司', huaxing)).toBe('near');
    expect(matchTier('北京华兴贸易有限公司', huaxing)).toBeNull();
    expect(matchTier(' ', huaxing)).toBeNull();
  });
  it('a USCC with one wrong digit is a name that nobody has', () =>
    expect(matchTier('911310006096709524', huaxing)).toBeNull());
  it('the best tier hides the others: a name goes before another company’s former name', () => {
    expect(matchesOf('华兴（上海）贸易有限公司', [renamed, huaxing])).toEqual([{ company: huaxing, tier: 'name' }]);
    expect(matchesOf('无名有限公司', [renamed, huaxing])).toEqual([]);
  });
  it('two companies of one name are both found', () =>
    expect(matchesOf('新名有限公司', [renamed, { ...renamed }])).toHaveLength(2));
});
