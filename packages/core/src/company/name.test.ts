import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchOf } from './branch.ts';
import { cleanName, exactKey, nearKey } from './name.ts';

describe('two spellings of one name have the same exact key', () => {
  it.each([
    ['华兴(上海)贸易有限公司', '华兴（上海）贸易有限公司'],
    ['华兴(上海)贸易有限公司', '华兴【上海】贸易有限公司'],
    ['华兴(上海)贸易有限公司', '华兴〔上海〕贸易有限公司'],
    ['华兴(上海)贸易有限公司', '华兴［上海］贸易有限公司'],
    ['华兴(上海)贸易有限公司', '華興（上海）貿易有限公司'],
    ['华兴贸易有限公司', ' 华兴 贸易\u3000有限公司\u200b\ufeff'],
    ['ABC科技有限公司', 'ａｂｃ科技有限公司'],
    ['约翰·迪尔有限公司', '约翰•迪尔有限公司'],
    ['约翰·迪尔有限公司', '约翰・迪尔有限公司'],
    ['约翰·迪尔有限公司', '约翰･迪尔有限公司'],
    ['台湾电子有限公司', '臺灣電子有限公司'],
  ])('%s is %s', (one, other) => expect(exactKey(other)).toBe(exactKey(one)));
});

describe('two companies never share an exact key', () => {
  it.each([
    ['华兴贸易有限公司', '华兴贸易有限责任公司'],
    ['华兴贸易有限公司', '上海华兴贸易有限公司'],
    ['华兴集团有限公司', '华兴有限公司'],
    ['华兴(上海)贸易有限公司', '华兴贸易(上海)有限公司'],
    ['华兴一厂', '华兴二厂'],
  ])('%s is not %s', (one, other) => expect(exactKey(other)).not.toBe(exactKey(one)));
});

describe('keys', () => {
  it('made from a key are the same key', () => {
    const letters = fc.constantFrom(...'华兴贸易有限公司責任（）()[]【】·•ａＡaß 　\u200bﬁ①臺後');
    const names = fc.oneof(
      fc.array(letters).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(fc.property(names, (name) => exactKey(exactKey(name)) === exactKey(name)));
  });
  it('of nothing visible are empty', () => expect(exactKey(' \u200b\u3000\ufeff')).toBe(''));
});

describe('near keys bring together what is only worth a suggestion', () => {
  it.each([
    ['华兴贸易有限公司', '华兴贸易有限责任公司'],
    ['上海华兴贸易有限公司', '华兴（上海）贸易有限公司'],
    ['上海华兴贸易有限公司', '华兴贸易（上海）有限公司'],
    ['上海市华兴贸易有限公司', '上海华兴贸易有限公司'],
    ['浙江省杭州市华兴有限公司', '浙江杭州华兴有限公司'],
    ['昆山市华兴有限公司', '华兴（昆山）有限责任公司'],
  ])('%s and %s', (one, other) => expect(nearKey(other)).toBe(nearKey(one)));

  it.each([
    ['上海华兴贸易有限公司', '北京华兴贸易有限公司'],
    ['华兴集团有限公司', '华兴有限公司'],
    ['华联超市有限公司', '华联超有限公司'],
    ['华兴贸易有限公司', '华兴贸易股份有限公司'],
  ])('but not %s and %s', (one, other) => expect(nearKey(other)).not.toBe(nearKey(one)));
});

describe('the name people read', () => {
  it('keeps width and brackets, and loses what cannot be seen', () =>
    expect(cleanName('  华兴（上海）\t贸易\u200b  有限公司\r\n')).toBe('华兴（上海） 贸易 有限公司'));
});

describe('a branch', () => {
  it.each([
    ['华兴贸易有限公司杭州分公司', '华兴贸易有限公司', '杭州分公司'],
    ['华兴（上海）贸易有限公司分公司', '华兴（上海）贸易有限公司', '分公司'],
    ['红星钢铁厂第二分厂', '红星钢铁厂', '第二分厂'],
    ['某某证券股份有限公司南京路营业部', '某某证券股份有限公司', '南京路营业部'],
    ['北方重工集团驻沪办事处', '北方重工集团', '驻沪办事处'],
    ['华兴有限公司杭州分公司西湖营业部', '华兴有限公司', '杭州分公司西湖营业部'],
    ['華興貿易有限公司杭州營業部', '華興貿易有限公司', '杭州營業部'],
    ['華興貿易有限公司駐滬辦事處', '華興貿易有限公司', '駐滬辦事處'],
    ['香港華興有限公司上海代表處', '香港華興有限公司', '上海代表處'],
    ['紅星鋼鐵廠第二分廠', '紅星鋼鐵廠', '第二分廠'],
    ['北方重工集團瀋陽分公司', '北方重工集團', '瀋陽分公司'],
    ['交通銀行浦東支行', '交通銀行', '浦東支行'],
  ])('%s belongs to %s', (name, parentName, suffix) => expect(branchOf(name)).toEqual({ parentName, suffix }));

  it.each(['华兴贸易有限公司', '分公司', '办事处设备有限公司', '红星钢铁厂', '紅星鋼鐵廠', '營業部', ''])(
    '%s is none',
    (name) => expect(branchOf(name)).toBeNull(),
  );
});
