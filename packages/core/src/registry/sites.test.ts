import { describe, expect, it } from 'vitest';
import { customerCodeOf, customerLink, registryPageOf } from './sites.ts';

describe('the company page of an address', () => {
  it.each([
    ['https://www.qcc.com/firm/0123456789ABCDEF0123456789abcdef.html', 'qcc', '0123456789abcdef0123456789abcdef'],
    ['https://www.tianyancha.com/company/23402373', 'tianyancha', '23402373'],
    ['https://www.tianyancha.com/company/23402373/risk?from=a#b', 'tianyancha', '23402373'],
    ['https://aiqicha.baidu.com/company_detail_31370200764873', 'aiqicha', '31370200764873'],
    [
      'https://www.qixin.com/company/534472fd-7d53-4958-8132-d6a6242423d8?token=x',
      'qixin',
      '534472fd-7d53-4958-8132-d6a6242423d8',
    ],
  ])('%s', (address, site, pageId) => expect(registryPageOf(address)).toEqual({ site, pageId }));

  it.each([
    'https://www.qcc.com/web/search?key=华东',
    'https://www.qcc.com.evil.example/firm/0123456789abcdef0123456789abcdef.html',
    'https://evil.example/www.qcc.com/firm/0123456789abcdef0123456789abcdef.html',
    'https://www.qcc.com/firm/0123.html',
    'https://www.tianyancha.com/company/x',
    'https://www.gsxt.gov.cn/%7B5f1b%7D',
    'javascript:alert(1)//www.qcc.com/firm/0123456789abcdef0123456789abcdef.html',
    'not an address',
  ])('%s is none', (address) => expect(registryPageOf(address)).toBeNull());
});

describe('a customer link of this server', () => {
  const server = 'https://credit.example.com/xinshao/';
  it.each(['C00001', '编号/甲 &', 'a%2Fb'])('of %s leads back to it', (code) => {
    expect(customerCodeOf(customerLink(server, code), server)).toBe(code);
  });

  it.each([
    'https://credit.example.com/xinshao/customers/',
    'https://credit.example.com/xinshao/customers/C1/more',
    'https://credit.example.com/customers/C1',
    'https://other.example.com/xinshao/customers/C1',
    'https://credit.example.com:8443/xinshao/customers/C1',
    'https://credit.example.com/xinshao/customers/%E0%A4%A',
  ])('%s is none', (address) => expect(customerCodeOf(address, server)).toBeNull());
});
