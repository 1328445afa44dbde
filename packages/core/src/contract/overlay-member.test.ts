import { describe, expect, it } from 'vitest';
import { memberFromText, memberText, type OverlayMember } from './overlay-member.ts';

const MEMBER: OverlayMember = { code: 'S01', name: '张三 "O\u2019Neil"; %', role: 'sales', locale: 'en' };

describe('who is connected, in a header', () => {
  it('is ASCII, and read again it is the same', () => {
    expect(memberText(MEMBER)).toMatch(/^[\x21-\x7e]+$/);
    expect(memberFromText(memberText(MEMBER))).toEqual(MEMBER);
  });

  it('is Chinese where no language is known', () => {
    const text = encodeURIComponent(JSON.stringify({ code: 'S01', name: '张三', role: 'sales' }));
    expect(memberFromText(text)?.locale).toBe('zh');
  });

  it.each([null, '', 'S01', '%', '%7B', 'null', encodeURIComponent('{"code":"S01","name":"张三"}')])(
    '%s: nobody',
    (text) => {
      expect(memberFromText(text)).toBeNull();
    },
  );
});
