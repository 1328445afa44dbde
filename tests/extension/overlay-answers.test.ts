import type { BadgeEntry, CompanyKey } from '@xinshao/core/contract/overlay.ts';
import { describe, expect, test, vi } from 'vitest';
import type { AnswerStore, Kept } from '../../apps/extension/background/answer-store.ts';
import { badgeOf } from '../../apps/extension/background/badge-of.ts';
import { decide, keysOf } from '../../apps/extension/background/find.ts';
import { createHasher, nameKey, usccKey } from '../../apps/extension/background/hashes.ts';
import { createLookups } from '../../apps/extension/background/lookups.ts';
import { subjectOfSelection } from '../../apps/extension/background/menu.ts';
import { createAnswers } from '../../apps/extension/overlay/answers.ts';
import { createMovedOn } from '../../apps/extension/overlay/moved-on.ts';
import { whenSeen } from '../../apps/extension/overlay/when-seen.ts';
import { cleanPageName, looksLikeCompany } from '../../apps/extension/sites/reading/names.ts';

const entry = (customerId: number, matchedBy: BadgeEntry['matchedBy'], more: Partial<BadgeEntry> = {}): BadgeEntry => ({
  hash: '0'.repeat(64),
  matchedBy,
  customerId,
  code: `C${customerId}`,
  name: `公司${customerId}`,
  hasUscc: false,
  grade: 'A',
  limitFen: 100_000_00,
  termDays: 30,
  stopped: false,
  staleSince: null,
  ...more,
});

const CODE = '911310006096709523';
const page = { name: '华兴贸易有限公司', uscc: CODE, formerNames: ['老华兴有限公司'] };

function found(
  known: Readonly<Record<string, readonly BadgeEntry[]>>,
  subject: { name: string; uscc: string | null; formerNames: readonly string[] } = page,
) {
  return decide(keysOf(subject), (key) => (key === null ? [] : (known[key] ?? [])));
}

describe('who a company on a page is', () => {
  const byCode = { [`uscc:${CODE}`]: [entry(1, 'uscc')] };
  test('its code decides', () =>
    expect(found(byCode)).toMatchObject({ state: 'customer', matchedBy: 'uscc', nameOnly: false, near: [] }));
  test('a code whose customer is named otherwise, and nowhere on the page as in our file: said', () => {
    const other = found(byCode);
    expect(other.codeOnly).toBe(true);
    expect(badgeOf(other, 'zh')).toMatchObject({
      text: '按代码 A ¥10万 30天',
      label: expect.stringContaining('按统一社会信用代码匹配，我司档案中的名称是 公司1。'),
    });
    const named = { ...byCode, 'name:华兴贸易有限公司': [entry(1, 'name')] };
    const formerly = { ...byCode, 'name:华兴贸易有限公司': [entry(1, 'former_name')] };
    const once = { ...byCode, 'name:老华兴有限公司': [entry(1, 'name')] };
    for (const known of [named, formerly, once]) expect(found(known).codeOnly).toBe(false);
  });
  test('a code that was selected by itself says nothing of names', () => {
    const selected = subjectOfSelection(CODE);
    if (selected === null) throw new Error('nothing selected');
    expect(found(byCode, selected)).toMatchObject({ state: 'customer', matchedBy: 'uscc', codeOnly: false });
  });
  test('code and name that find two customers: a contradiction, with both names and no grade', () => {
    const conflict = found({ ...byCode, 'name:华兴贸易有限公司': [entry(2, 'name', { grade: 'AAA' })] });
    expect(conflict).toMatchObject({ state: 'conflict', entries: [{ customerId: 1 }, { customerId: 2 }] });
    expect(badgeOf(conflict, 'zh')).toEqual({
      tone: 'plain',
      text: '代码与名称不符',
      label: '本页的代码是我司客户 公司1 的，名称却是我司客户 公司2 的，不显示等级，请核对。按回车打开详情。',
    });
    expect(badgeOf(conflict, 'en')?.label).toMatch(/公司1, but the name is our customer 公司2: no grade/);
  });
  test('a name whose customer has another code than the page is another company’s: no grade', () => {
    const coded = (customerId: number, matchedBy: BadgeEntry['matchedBy']) =>
      entry(customerId, matchedBy, { hasUscc: true, grade: 'AAA' });
    for (const known of [
      { 'name:华兴贸易有限公司': [coded(2, 'name')] },
      { 'name:华兴贸易有限公司': [coded(2, 'former_name')] },
      { 'name:老华兴有限公司': [coded(2, 'name')] },
      { 'name:华兴贸易有限公司': [coded(2, 'name'), coded(3, 'name')] },
    ]) {
      const namesake = found(known);
      expect(namesake.state).toBe('namesake');
      expect(badgeOf(namesake, 'zh')).toMatchObject({ tone: 'plain', text: '同名 代码不同' });
      expect(JSON.stringify(badgeOf(namesake, 'en'))).not.toContain('AAA');
    }
  });
  test('a page without a code has no other code: the name finds its customer', () => {
    const known = { 'name:华兴贸易有限公司': [entry(2, 'name', { hasUscc: true })] };
    expect(found(known, { ...page, uscc: null })).toMatchObject({ state: 'customer', matchedBy: 'name' });
  });
  test('another customer’s former name is no contradiction', () =>
    expect(found({ ...byCode, 'name:华兴贸易有限公司': [entry(2, 'former_name')] })).toMatchObject({
      entries: [{ customerId: 1 }],
    }));
  test('a name whose code we do not have is said to be a name only', () =>
    expect(found({ 'name:华兴贸易有限公司': [entry(2, 'name')] })).toMatchObject({
      state: 'customer',
      matchedBy: 'name',
      nameOnly: true,
    }));
  test('an exact name hides former names', () =>
    expect(found({ 'name:华兴贸易有限公司': [entry(3, 'former_name'), entry(2, 'name')] })).toMatchObject({
      matchedBy: 'name',
      entries: [{ customerId: 2 }],
    }));
  test('several of one name have no grade', () => {
    const several = found({ 'name:华兴贸易有限公司': [entry(2, 'name'), entry(3, 'name', { grade: 'C' })] });
    expect(several.state).toBe('several');
    expect(badgeOf(several, 'zh')).toMatchObject({ tone: 'plain', text: '2 家同名客户' });
  });
  test('the page’s former name that is our customer’s name', () =>
    expect(found({ 'name:老华兴有限公司': [entry(4, 'name')] })).toMatchObject({ matchedBy: 'page_former_name' }));
  test('a branch names its parent and inherits nothing', () => {
    const branch = { name: '华兴贸易有限公司杭州分公司', uscc: null, formerNames: [] };
    const result = found({ 'name:华兴贸易有限公司': [entry(2, 'name', { grade: 'AAA' })] }, branch);
    expect(result.state).toBe('branch');
    expect(JSON.stringify(badgeOf(result, 'zh'))).not.toContain('AAA');
    expect(badgeOf(result, 'en')?.label).toContain('公司2');
  });
  test('a branch that is a customer itself has its own grade', () => {
    const branch = { name: '华兴贸易有限公司杭州分公司', uscc: null, formerNames: [] };
    const known = {
      'name:华兴贸易有限公司杭州分公司': [entry(9, 'name')],
      'name:华兴贸易有限公司': [entry(2, 'name')],
    };
    expect(found(known, branch)).toMatchObject({ state: 'customer', entries: [{ customerId: 9 }] });
  });
  test('nobody', () => expect(badgeOf(found({}), 'zh')).toBeNull());
});

test('a badge says what holds: former name, on hold instead of a limit, old data', () => {
  const found = { state: 'customer', matchedBy: 'former_name', nameOnly: false, codeOnly: false, near: [] } as const;
  expect(
    badgeOf({ ...found, entries: [entry(1, 'former_name', { stopped: true, staleSince: '2026-08-01' })] }, 'zh'),
  ).toEqual({
    tone: 'stopped',
    text: '曾用名 A 已停 旧',
    label:
      '我司客户 公司1。按曾用名匹配，现名 公司1。等级 A。授信额度 ¥10.00万。账期 30 天。已暂停新增授信。数据自 2026-08-01 起未更新。按回车打开详情。',
  });
  expect(badgeOf({ ...found, matchedBy: 'uscc', entries: [entry(1, 'uscc', { grade: '特级' })] }, 'en')).toMatchObject({
    tone: 'plain',
    text: '特级 ¥100,000 30d',
  });
});

test('the hash is HMAC-SHA-256 of the key: RFC 4231, test case 2', async () => {
  const hash = createHasher(Buffer.from('Jefe').toString('hex'));
  expect(await hash('what do ya want for nothing?' as CompanyKey)).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

test('keys are the core’s', () => {
  expect(nameKey('華興【上海】貿易有限公司')).toBe('name:华兴(上海)贸易有限公司');
  expect(nameKey(' \u200b')).toBeNull();
  expect(usccKey('９１１３１０００６０９６７０９５２３')).toBe(`uscc:${CODE}`);
  expect(usccKey('911310006096709524')).toBeNull();
});

test('a selected text is a code or a name', () => {
  expect(subjectOfSelection(' 9113 1000 6096 7095 23 ')).toMatchObject({ uscc: CODE });
  expect(subjectOfSelection('华兴\n贸易')).toEqual({ name: '华兴 贸易', uscc: null, formerNames: [] });
  expect(subjectOfSelection(' \u200b')).toBeNull();
});

describe('names on pages', () => {
  test.each([
    ['  华兴贸易有限公司 复制', '华兴贸易有限公司'],
    ['华兴贸易有限公司（存续）', '华兴贸易有限公司'],
    ['华兴贸易有限公司 注销', '华兴贸易有限公司'],
    ['华兴贸易有限公司曾用名：老华兴有限公司', '华兴贸易有限公司'],
    ['华兴（上海）贸易有限公司', '华兴（上海）贸易有限公司'],
    ['• 华兴贸易有限公司', '华兴贸易有限公司'],
    ['太原名都房地产开发有限公司', '太原名都房地产开发有限公司'],
    ['华兴贸易有限公司（原名老华兴有限公司）', '华兴贸易有限公司'],
    ['华兴贸易有限公司原名：老华兴有限公司', '华兴贸易有限公司'],
  ])('%j is %j', (text, name) => expect(cleanPageName(text)).toBe(name));
  test.each([
    '华兴有限公司',
    '红星钢铁厂',
    '東風集團',
    '某某（有限合伙）',
    'Huaxing Trading Co., Ltd.',
    '华兴公司杭州营业部',
    ...['太原市第一人民医院', '东关小学', '南京农业大学', '永辉超市', '如家酒店', '悦来宾馆', '王记商行', '同仁药房'],
    ...[
      '太原市水务局',
      '建筑设计研究院',
      '街道服务中心',
      '華興經營部',
      '華興有限公司上海代表處',
      '五金協會',
      '慈善基金會',
    ],
    '王記麵館（個體工商戶）',
  ])('%s ends like a company', (name) => expect(looksLikeCompany(name)).toBe(true));
  test.each(['司法案件 12', '查看更多', '王某', '公司', '对外投资', '最终受益人', '实际控制人', '王记包子铺'])(
    '%s does not',
    (text) => expect(looksLikeCompany(text)).toBe(false),
  );
});

describe('questions to the server', () => {
  function setUp() {
    const kept = new Map<string, Kept>();
    const store: AnswerStore = {
      get: (hash) => kept.get(hash),
      put: async (answers) => {
        for (const [hash, value] of answers) kept.set(hash, value);
      },
      clear: async () => kept.clear(),
    };
    const asked: (readonly string[])[] = [];
    let clock = 1_000_000;
    let answer: () => unknown = () => ({ entries: [], freshSeconds: 60 });
    let failing = false;
    const changed = vi.fn();
    const lookups = createLookups({
      store,
      changed,
      now: () => clock,
      ask: async (prefixes) => {
        asked.push(prefixes);
        return failing
          ? { ok: false, status: 503, problem: { kind: 'unreachable', message: null } }
          : { ok: true, body: answer() };
      },
    });
    return {
      lookups,
      asked,
      changed,
      pass: (milliseconds: number) => {
        clock += milliseconds;
      },
      say: (next: () => unknown) => {
        answer = next;
      },
      fail: (on: boolean) => {
        failing = on;
      },
    };
  }
  const hashes = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => index.toString(16).padStart(5, '0').padEnd(64, 'a'));

  test('all hashes of a page in one request, sorted prefixes of five digits, at most 200', async () => {
    const { lookups, asked } = setUp();
    await lookups.look(hashes(450).reverse());
    expect(asked.map((prefixes) => prefixes.length)).toEqual([200, 200, 50]);
    for (const prefixes of asked) expect(prefixes).toEqual(prefixes.toSorted());
    expect(new Set(asked.flat().map((prefix) => prefix.length))).toEqual(new Set([5]));
  });
  test('only the entries of the hashes asked for are taken from a bucket', async () => {
    const { lookups, say } = setUp();
    const [mine = ''] = hashes(1);
    const neighbour = mine.replace(/a$/, 'b');
    say(() => ({ entries: [entry(1, 'name', { hash: neighbour })], freshSeconds: 60 }));
    expect(await lookups.look([mine])).toEqual([{ ok: true, entries: [] }]);
  });
  test('nobody is remembered too, until it is old; then it is shown and asked again', async () => {
    const { lookups, asked, pass, say, changed } = setUp();
    const [hash = ''] = hashes(1);
    await lookups.look([hash]);
    pass(59_000);
    await lookups.look([hash]);
    expect(asked).toHaveLength(1);
    pass(2_000);
    say(() => ({ entries: [entry(1, 'name', { hash })], freshSeconds: 60 }));
    expect(await lookups.look([hash])).toEqual([{ ok: true, entries: [] }]);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledOnce());
    expect(await lookups.look([hash])).toMatchObject([{ entries: [{ customerId: 1 }] }]);
  });
  test('after an hour an old answer is not shown any more', async () => {
    const { lookups, pass, fail } = setUp();
    await lookups.look(hashes(1));
    pass(3_600_001);
    fail(true);
    expect(await lookups.look(hashes(1))).toMatchObject([{ ok: false }]);
  });
  test('a server that failed is left alone for three seconds', async () => {
    const { lookups, asked, pass, fail } = setUp();
    fail(true);
    expect(await lookups.look(hashes(1))).toMatchObject([{ ok: false, problem: { kind: 'unreachable' } }]);
    expect(await lookups.look(hashes(5))).toMatchObject([{ ok: false }, {}, {}, {}, {}]);
    expect(asked).toHaveLength(1);
    fail(false);
    pass(3_001);
    expect(await lookups.look(hashes(1))).toEqual([{ ok: true, entries: [] }]);
  });
  test.each([
    null,
    {},
    { entries: {}, freshSeconds: 1 },
    { entries: [{ hash: 'x' }], freshSeconds: 1 },
    { entries: [{ ...entry(1, 'name'), hasUscc: undefined }], freshSeconds: 1 },
    { entries: [] },
  ])('an answer such as %j is none', async (body) => {
    const { lookups, say } = setUp();
    say(() => body);
    expect(await lookups.look(hashes(1))).toMatchObject([{ ok: false, problem: { kind: 'refused' } }]);
  });
});

describe('a page that moved on from one company to another without loading', () => {
  const OTHER_CODE = '91110105579065830X';
  const first = { name: '华兴贸易有限公司', uscc: CODE, formerNames: ['老华兴有限公司'] };
  const next = { name: '东方实业有限公司', uscc: OTHER_CODE, formerNames: [] };
  const LONG = 20_000;
  const moved = () => {
    const movedOn = createMovedOn();
    movedOn.remember('1', first);
    return movedOn;
  };

  test('shows the next one with a code of its own, or without one', () => {
    expect(moved().isHalfway('2', next, 0)).toBe(false);
    expect(moved().isHalfway('2', { ...next, uscc: null }, 0)).toBe(false);
  });
  test('with the last one’s code it is half-way, for as long as it stays so', () => {
    for (const since of [0, LONG]) expect(moved().isHalfway('2', { ...next, uscc: CODE }, since)).toBe(true);
  });
  test('with the last one’s name, or former name: until it had time for its own', () => {
    const named = { ...next, name: first.name };
    const formerly = { ...next, formerNames: first.formerNames };
    for (const half of [named, formerly]) {
      expect(moved().isHalfway('2', half, 0)).toBe(true);
      expect(moved().isHalfway('2', half, LONG)).toBe(false);
    }
  });
  test('the same company at another address, or the page itself again, is whole', () => {
    expect(moved().isHalfway('2', first, 0)).toBe(false);
    expect(moved().isHalfway('1', { ...next, uscc: CODE }, 0)).toBe(false);
  });
});

test('a page prepared before anybody sees it starts when it is seen; any other at once', () => {
  const start = vi.fn();
  whenSeen(new EventTarget(), start);
  expect(start).toHaveBeenCalledTimes(1);
  // A browser that is driven by its debugger prepares no pages, so the event is ours here.
  const prepared = Object.assign(new EventTarget(), { prerendering: true });
  whenSeen(prepared, start);
  expect(start).toHaveBeenCalledTimes(1);
  prepared.dispatchEvent(new Event('prerenderingchange'));
  expect(start).toHaveBeenCalledTimes(2);
});

describe('a page whose question came to nothing', () => {
  const subject = { name: '华兴贸易有限公司', uscc: null, formerNames: [] };
  const badge = { tone: 'good', text: 'A', label: 'A' } as const;
  const KEY = ['', '华兴贸易有限公司'].join('\n');

  /** A page with one name that wants its badge whenever it settles. */
  function pageWith(ask: Parameters<typeof createAnswers>[0]) {
    const answers = createAnswers(ask, () => settle());
    const settle = (): void => {
      if (answers.get(KEY) === undefined) answers.want(subject);
    };
    settle();
    return answers;
  }

  test('asks again by itself, after longer and longer, and then no more', async () => {
    vi.useFakeTimers();
    const ask = vi.fn(async () => ({ unavailable: true as const }));
    pageWith(ask);
    await vi.advanceTimersByTimeAsync(4_900);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(ask).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(ask).toHaveBeenCalledTimes(5);
    vi.useRealTimers();
  });

  test('that nobody heard is asked again like one that failed', async () => {
    vi.useFakeTimers();
    const ask = vi
      .fn<Parameters<typeof createAnswers>[0]>()
      .mockResolvedValueOnce(undefined)
      .mockResolvedValue({ badges: [badge] });
    const answers = pageWith(ask);
    await vi.advanceTimersByTimeAsync(5_100);
    expect(answers.get(KEY)).toEqual(badge);
    vi.useRealTimers();
  });

  test('an answer is good for a quarter of an hour; then it is asked for again, without a timer', async () => {
    vi.useFakeTimers();
    const ask = vi.fn(async () => ({ badges: [badge] }));
    const answers = pageWith(ask);
    await vi.advanceTimersByTimeAsync(14 * 60_000);
    answers.forgetOld();
    expect(answers.get(KEY)).toEqual(badge);
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect([ask.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
    answers.forgetOld();
    expect(answers.get(KEY)).toBeUndefined();
    answers.want(subject);
    await vi.advanceTimersByTimeAsync(1);
    expect(answers.get(KEY)).toEqual(badge);
    expect(ask).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  test('what was asked before everything was forgotten is not waited for', async () => {
    vi.useFakeTimers();
    const ask = vi
      .fn<Parameters<typeof createAnswers>[0]>()
      .mockReturnValueOnce(new Promise(() => undefined))
      .mockResolvedValue({ badges: [badge] });
    const answers = pageWith(ask);
    await vi.advanceTimersByTimeAsync(1);
    answers.forget();
    answers.want(subject);
    await vi.advanceTimersByTimeAsync(1);
    expect(answers.get(KEY)).toEqual(badge);
    vi.useRealTimers();
  });

  test('gives a worker up that never answers, and gets its badge from the next', async () => {
    vi.useFakeTimers();
    const ask = vi
      .fn<Parameters<typeof createAnswers>[0]>()
      .mockReturnValueOnce(new Promise(() => undefined))
      .mockResolvedValue({ badges: [badge] });
    const answers = pageWith(ask);
    await vi.advanceTimersByTimeAsync(21_000);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(answers.get(KEY)).toEqual(badge);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});
