import { describe, expect, it } from 'vitest';
import { importWording, refusalText, rejectionText } from './import.ts';

describe('reasons of an import', () => {
  it('exist in both languages, for each code', () => {
    expect(Object.keys(importWording.rejections.en)).toEqual(Object.keys(importWording.rejections.zh));
    expect(Object.keys(importWording.refusals.en)).toEqual(Object.keys(importWording.refusals.zh));
  });
  it('name column, value and what to do', () => {
    const rejection = { code: 'amount_in_words', column: '金额', value: '壹万元整' } as const;
    expect(rejectionText(rejection, 'zh')).toBe('「金额」是大写或文字金额（壹万元整），请改成数字，例如 12000.00');
    expect(refusalText({ code: 'file_empty', file: 'a.csv' }, 'en')).toBe('a.csv is empty (0 bytes)');
  });
});
