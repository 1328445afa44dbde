import { describe, expect, it } from 'vitest';
import { STANDARD_ATTACHMENTS } from '../policy/attachment-schema.ts';
import { attachmentType, contentFits, fileProblem } from './attachments.ts';

const MEGABYTE = 1024 * 1024;

describe('a file that sales offers', () => {
  it.each([
    ['合同.pdf', 'pdf'],
    ['照片.JPEG', 'jpg'],
    ['扫描.JPG', 'jpg'],
    ['对账单.xlsx ', 'xlsx'],
    ['合同.pdf.exe', null],
    ['pdf', null],
    ['表.xls', null],
    ['', null],
  ])('%s is %s', (name, type) => {
    expect(attachmentType(name)).toBe(type);
  });

  it.each([
    ['a.pdf', 10 * MEGABYTE, null],
    ['a.pdf', 10 * MEGABYTE + 1, 'too_big'],
    ['a.pdf', 0, 'empty'],
    ['a.pdf', null, null],
    [null, 5, null],
    ['a.exe', 5, 'wrong_type'],
  ])('%s of %s bytes: %s', (name, sizeBytes, problem) => {
    expect(fileProblem({ name, sizeBytes }, STANDARD_ATTACHMENTS)).toBe(problem);
  });

  it('is refused where the policy does not name its type', () => {
    expect(fileProblem({ name: 'a.txt', sizeBytes: 5 }, { ...STANDARD_ATTACHMENTS, types: ['pdf'] })).toBe(
      'wrong_type',
    );
  });
});

describe('the content of a file', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  it.each<[Parameters<typeof contentFits>[0], Uint8Array, boolean]>([
    ['pdf', bytes(0x25, 0x50, 0x44, 0x46, 0x2d), true],
    ['pdf', bytes(0x4d, 0x5a, 0x90, 0x00), false],
    ['png', bytes(0x89, 0x50, 0x4e, 0x47), true],
    ['jpg', bytes(0xff, 0xd8, 0xff, 0xe0), true],
    ['jpg', bytes(0x89, 0x50, 0x4e, 0x47), false],
    ['xlsx', bytes(0x50, 0x4b, 0x03, 0x04), true],
    ['docx', bytes(0xd0, 0xcf, 0x11, 0xe0), false],
    ['csv', bytes(0xb1, 0xe0, 0x2c, 0x0a), true],
    ['txt', bytes(0xff, 0xfe, 0x41, 0x00), true],
    ['txt', bytes(0x4d, 0x5a, 0x90, 0x00), false],
  ])('of a %s: %s fits %s', (type, content, fits) => {
    expect(contentFits(type, content)).toBe(fits);
  });
});
