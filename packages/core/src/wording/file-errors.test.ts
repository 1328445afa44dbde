import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fileErrorCode, fileErrorText } from './file-errors.ts';

const failure = (more: object) => Object.assign(new Error('ENOSPC: no space left on device, write'), more);

describe('a failure to read or write', () => {
  it('is told by its code, with what to do, in the reader’s language', () => {
    expect(fileErrorText('zh', 'ENOSPC')).toBe('磁盘已满，请腾出空间后再试');
    expect(fileErrorText('en', 'ENOENT')).toBe('there is no such file or folder; check the path and the name');
  });

  it('of a code that has no words of its own names it', () => {
    expect(fileErrorText('zh', 'EXDEV')).toContain('（EXDEV）');
    expect(fileErrorText('en', 'other')).toContain('(other)');
    expect(fileErrorText('en', 'toString')).toContain('(toString)');
  });

  it('is recognised by a file or by the disk', async () => {
    const missing = await readFile('/nowhere/at/all').catch((error: unknown) => error);
    expect(fileErrorCode(missing)).toBe('ENOENT');
    expect(fileErrorCode(failure({ code: 'ENOSPC', syscall: 'write' }))).toBe('ENOSPC');
  });

  it.each([
    ['a socket', failure({ code: 'ENOENT', syscall: 'connect', address: '/run/postgresql' })],
    ['a program that cannot be started', failure({ code: 'ENOENT', syscall: 'spawn pg_ctl', path: 'pg_ctl' })],
    ['an error of the database', failure({ code: '23505' })],
    ['no error at all', 'ENOENT'],
  ])('is not taken for one: %s', (_what, error) => {
    expect(fileErrorCode(error)).toBeNull();
  });
});
