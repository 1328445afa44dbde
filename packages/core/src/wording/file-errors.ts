import { catalogue } from './catalogue.ts';
import type { Locale } from './locale.ts';

// What keeps a file from being read or written, by the operating system's code, and what to do about it.

const words = catalogue({
  zh: {
    ENOENT: '文件或文件夹不存在，请检查路径和文件名',
    EACCES: '没有权限，请把文件的读写权限给运行本程序的用户',
    EPERM: '没有权限，请把文件的读写权限给运行本程序的用户',
    EISDIR: '这是文件夹，请写出其中的文件名',
    NOT_A_FILE: '这不是普通文件（可能是文件夹），请写出文件名',
    ENOTDIR: '路径中有一段不是文件夹，请检查路径',
    ENOSPC: '磁盘已满，请腾出空间后再试',
    EDQUOT: '磁盘配额已用完，请腾出空间后再试',
    EROFS: '磁盘是只读的，请换一个位置',
    ENAMETOOLONG: '文件名或路径太长，请缩短',
    EMFILE: '打开的文件太多，请关闭其他程序后再试',
    ENFILE: '打开的文件太多，请关闭其他程序后再试',
    EBUSY: '文件正被其他程序使用，请关闭后再试',
    EIO: '磁盘读写出错，请检查磁盘',
    other: (p: { code: string }) => `系统拒绝了这次读写（${p.code}），请检查路径、权限和磁盘`,
  },
  en: {
    ENOENT: 'there is no such file or folder; check the path and the name',
    EACCES: 'permission denied; let the user who runs this program read and write it',
    EPERM: 'permission denied; let the user who runs this program read and write it',
    EISDIR: 'this is a folder; name a file in it',
    NOT_A_FILE: 'this is no ordinary file (perhaps a folder); name a file',
    ENOTDIR: 'a part of the path is no folder; check the path',
    ENOSPC: 'the disk is full; make room and try again',
    EDQUOT: 'the disk quota is used up; make room and try again',
    EROFS: 'the disk is read-only; choose another place',
    ENAMETOOLONG: 'the name or the path is too long; shorten it',
    EMFILE: 'too many files are open; close other programs and try again',
    ENFILE: 'too many files are open; close other programs and try again',
    EBUSY: 'another program is using the file; close it and try again',
    EIO: 'the disk could not be read or written; check the disk',
    other: (p) => `the system refused to read or write it (${p.code}); check path, permissions and disk`,
  },
});

/** Failures that reading or writing on meets, without naming the file once more. */
const WITHOUT_PATH = ['EISDIR', 'ENOSPC', 'EDQUOT', 'EROFS', 'EIO'];

/**
 * The operating system's code of a failure to read or write a file, such as ENOENT; null: it was something else. Sockets
 * and programs that cannot be started fail with the same codes, but are no files.
 */
export function fileErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  const { code, syscall } = error;
  if (typeof code !== 'string' || String(syscall).startsWith('spawn')) return null;
  return 'path' in error || WITHOUT_PATH.includes(code) ? code : null;
}

/** Why a file cannot be read or written, and what to do. @param code the system's, or NOT_A_FILE for a folder and the like */
export function fileErrorText(locale: Locale, code: string): string {
  const texts: Readonly<Record<string, unknown>> = words[locale];
  const text = Object.hasOwn(texts, code) ? texts[code] : null;
  return typeof text === 'string' ? text : words[locale].other({ code });
}
