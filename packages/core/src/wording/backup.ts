import { catalogue } from './catalogue.ts';

interface Counts {
  readonly tables: number;
  readonly rows: string;
  readonly sha256: string;
}

/** Texts of the commands `backup` and `restore`. */
export const backupWording = catalogue({
  zh: {
    backup: '把信哨保存的全部数据备份到一个文件（运行中也可以；文件含商业机密，请妥善保管）',
    backupFile: '备份文件；“-”写到标准输出，便于接加密程序',
    restore: '从备份文件恢复全部数据：要么全部恢复，要么什么都不变',
    restoreFile: '备份文件；“-”从标准输入读取',
    check: '只核对文件是否完整，不改动数据库',
    replace: '允许覆盖现有的数据',
    table: (p: { name: string }) => `正在处理 ${p.name}`,
    made: (p: Counts & { file: string }) => `已备份到 ${p.file}：${p.tables} 张表，${p.rows} 行，校验值 ${p.sha256}`,
    seen: (p: Counts & { madeAt: string }) =>
      `备份完整：${p.madeAt} 的数据，${p.tables} 张表，${p.rows} 行，校验值 ${p.sha256}`,
    restored: (p: Counts & { madeAt: string }) =>
      `已恢复到 ${p.madeAt} 的状态：${p.tables} 张表，${p.rows} 行。请运行 audit verify 核对审计链，再启动信哨`,
    exists: (p: { file: string }) => `${p.file} 已存在：请换一个文件名，备份不会覆盖已有的文件`,
    not_a_backup: (p: { file: string }) => `${p.file} 不是信哨的备份文件`,
    damaged: (p: { file: string }) => `${p.file} 已损坏或不完整：数据库没有改动。请使用另一份备份`,
    other_version: (p: { newest: string; here: string }) =>
      `备份来自另一个版本的信哨（${p.newest}，当前为 ${p.here}）：请用那个版本恢复，再升级`,
    not_empty: (p: { customers: number; staff: number; auditEntries: number }) =>
      `数据库里已有 ${p.customers} 个客户、${p.staff} 位人员、${p.auditEntries} 条审计记录，没有改动。` +
      '请先备份现有数据；确认要覆盖时加上 --replace',
    in_use: '数据库正在使用：请先停止信哨（以及导入、监控等命令），再恢复',
  },
  en: {
    backup:
      'write everything Xinshao remembers to one file (also while it runs; the file is confidential: keep it safe)',
    backupFile: 'file to write; “-” is standard output, for a program that encrypts',
    restore: 'put everything back from a backup: all of it or nothing',
    restoreFile: 'file to read; “-” is standard input',
    check: 'only check that the file is whole; change nothing',
    replace: 'what the database holds now may go',
    table: (p) => `working on ${p.name}`,
    made: (p) => `Backup written to ${p.file}: ${p.tables} tables, ${p.rows} rows, check sum ${p.sha256}`,
    seen: (p) => `The backup is whole: data of ${p.madeAt}, ${p.tables} tables, ${p.rows} rows, check sum ${p.sha256}`,
    restored: (p) =>
      `Restored to ${p.madeAt}: ${p.tables} tables, ${p.rows} rows. Run audit verify, then start Xinshao`,
    exists: (p) => `${p.file} exists: choose another name, a backup never overwrites a file`,
    not_a_backup: (p) => `${p.file} is no backup of Xinshao`,
    damaged: (p) => `${p.file} is damaged or incomplete: nothing was changed. Use another backup`,
    other_version: (p) =>
      `The backup was made by another version of Xinshao (${p.newest}, this is ${p.here}): restore with that one, then update`,
    not_empty: (p) =>
      `The database holds ${p.customers} customers, ${p.staff} members of staff and ${p.auditEntries} audit entries; nothing was changed. ` +
      'Back them up first; add --replace when they may go',
    in_use: 'The database is in use: stop Xinshao (and any import or monitor run) first',
  },
});
