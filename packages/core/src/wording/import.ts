import { exactYuan } from '../money/exact-yuan.ts';
import type { Fen } from '../money/fen.ts';
import type { Finding } from '../policy/problem.ts';
import { catalogue } from './catalogue.ts';
import { fileErrorText } from './file-errors.ts';
import type { Locale } from './locale.ts';
import { describeFinding } from './policy-problems.ts';

/** Why one row of an imported file was not taken. `column` is the header as the file writes it. */
export type Rejection =
  | { readonly code: 'value_missing'; readonly column: string }
  | { readonly code: 'amount_in_words'; readonly column: string; readonly value: string }
  | { readonly code: 'amount_with_unit'; readonly column: string; readonly value: string }
  | { readonly code: 'amount_unreadable'; readonly column: string; readonly value: string }
  | { readonly code: 'amount_too_large'; readonly column: string; readonly value: string }
  | { readonly code: 'booking_too_large'; readonly column: string; readonly fen: Fen }
  | { readonly code: 'date_impossible'; readonly column: string; readonly value: string }
  | { readonly code: 'date_unreadable'; readonly column: string; readonly value: string }
  | { readonly code: 'date_too_far_ahead'; readonly column: string; readonly value: string }
  | { readonly code: 'number_unreadable'; readonly column: string; readonly value: string }
  | { readonly code: 'number_out_of_range'; readonly column: string; readonly value: string }
  | { readonly code: 'choice_unknown'; readonly column: string; readonly value: string; readonly known: string }
  | { readonly code: 'uscc_invalid'; readonly column: string; readonly value: string }
  | { readonly code: 'digits_lost'; readonly column: string; readonly value: string }
  | { readonly code: 'text_too_long'; readonly column: string; readonly maximum: number }
  | { readonly code: 'due_unknown' }
  | { readonly code: 'customer_unknown'; readonly value: string }
  | { readonly code: 'customer_ambiguous'; readonly value: string }
  | { readonly code: 'customer_contradictory'; readonly first: string; readonly second: string }
  | { readonly code: 'rate_missing'; readonly currency: string }
  | { readonly code: 'column_count'; readonly expected: number; readonly found: number }
  | { readonly code: 'quotes_broken' }
  | { readonly code: 'conflicts_with_line'; readonly line: number }
  | { readonly code: 'slack_user_taken'; readonly value: string; readonly holder: string };

/** Why a whole file was not taken; nothing of it was stored. `error` is the operating system's code. */
export type Refusal =
  | { readonly code: 'file_unreadable'; readonly file: string; readonly error: string }
  | { readonly code: 'file_empty'; readonly file: string }
  | { readonly code: 'not_text'; readonly file: string }
  | { readonly code: 'encoding_unknown'; readonly file: string; readonly byte: number }
  | { readonly code: 'old_excel'; readonly file: string }
  | { readonly code: 'spreadsheet_broken'; readonly file: string; readonly detail: string }
  | { readonly code: 'header_missing'; readonly file: string }
  | { readonly code: 'header_repeated'; readonly file: string; readonly header: string }
  | { readonly code: 'header_ambiguous'; readonly column: string; readonly headers: string }
  | { readonly code: 'column_missing'; readonly column: string; readonly accepted: string; readonly found: string }
  | { readonly code: 'mapping_unreadable'; readonly file: string; readonly error: string }
  | {
      readonly code: 'mapping_invalid';
      readonly file: string;
      readonly line: number;
      readonly key: string;
      readonly finding: Finding;
    }
  | { readonly code: 'mapping_kind'; readonly file: string; readonly expected: string; readonly found: string }
  | {
      readonly code: 'mapping_source_missing';
      readonly column: string;
      readonly header: string;
      readonly found: string;
    }
  | { readonly code: 'rows_rejected'; readonly file: string; readonly rejected: number; readonly rejectedFile: string };

type Of<U extends { code: string }, C extends U['code']> = Extract<U, { code: C }>;
type Texts<U extends { code: string }> = { readonly [C in U['code']]: (parameters: Of<U, C>) => string };

const zhRejections: Texts<Rejection> = {
  value_missing: ({ column }) => `「${column}」没有填写`,
  amount_in_words: ({ column, value }) => `「${column}」是大写或文字金额（${value}），请改成数字，例如 12000.00`,
  amount_with_unit: ({ column, value }) =>
    `「${column}」带有单位（${value}）；整列都是万元时，请在映射文件中写 unit: 万元`,
  amount_unreadable: ({ column, value }) => `「${column}」不是金额：${value}`,
  amount_too_large: ({ column, value }) => `「${column}」金额过大：${value}`,
  booking_too_large: ({ column, fen }) =>
    `「${column}」合 ${exactYuan(fen)} 元，超过单笔 100 亿元的上限；请检查小数点和单位（元、万元）`,
  date_impossible: ({ column, value }) => `「${column}」是不存在的日期：${value}`,
  date_unreadable: ({ column, value }) =>
    `「${column}」不是可识别的日期：${value}（可写成 2025-03-31；其他写法请在映射文件中用 dates 说明）`,
  date_too_far_ahead: ({ column, value }) => `「${column}」比导入日晚一年以上：${value}，请核对年份`,
  number_unreadable: ({ column, value }) => `「${column}」不是数字：${value}`,
  number_out_of_range: ({ column, value }) => `「${column}」超出合理范围：${value}`,
  choice_unknown: ({ column, value, known }) => `「${column}」的内容无法识别：${value}（可用：${known}）`,
  uscc_invalid: ({ column, value }) => `「${column}」不是有效的统一社会信用代码（位数或校验码不对）：${value}`,
  digits_lost: ({ column, value }) =>
    `「${column}」超过 15 位，已被 Excel 存成数值并丢失末尾几位：${value}（请在 Excel 中把该列设为“文本”格式，重新填写后再导入）`,
  text_too_long: ({ column, maximum }) => `「${column}」超过 ${maximum} 个字符`,
  due_unknown: () => '没有到期日，也无法由开票日期加账期推算',
  customer_unknown: ({ value }) => `没有这个客户：${value}（请先导入客户档案）`,
  customer_ambiguous: ({ value }) => `有多个客户都叫：${value}（请改用客户编号）`,
  customer_contradictory: ({ first, second }) => `「${first}」与「${second}」指的不是同一个客户`,
  rate_missing: ({ currency }) => `没有币种 ${currency} 的汇率，请在公司设置中补充`,
  column_count: ({ expected, found }) => `这一行有 ${found} 列，表头有 ${expected} 列`,
  quotes_broken: () => '引号不配对，无法分列',
  conflicts_with_line: ({ line }) => `与第 ${line} 行编号相同但内容不同，以第 ${line} 行为准`,
  slack_user_taken: ({ value, holder }) => `Slack 用户 ${value} 已属于员工 ${holder}`,
};

const enRejections: Texts<Rejection> = {
  value_missing: ({ column }) => `“${column}” is empty`,
  amount_in_words: ({ column, value }) =>
    `“${column}” is an amount in words (${value}); write digits, for example 12000.00`,
  amount_with_unit: ({ column, value }) =>
    `“${column}” carries a unit (${value}); if the whole column is in ten thousands, say unit: 万元 in a mapping`,
  amount_unreadable: ({ column, value }) => `“${column}” is not an amount: ${value}`,
  amount_too_large: ({ column, value }) => `“${column}” is too large an amount: ${value}`,
  booking_too_large: ({ column, fen }) =>
    `“${column}” comes to ${exactYuan(fen)} yuan, and no single one may exceed 10 billion; check the decimal point and the unit (元 or 万元)`,
  date_impossible: ({ column, value }) => `“${column}” is a date that does not exist: ${value}`,
  date_unreadable: ({ column, value }) =>
    `“${column}” is not a date we can read: ${value} (write 2025-03-31, or state the format under dates in a mapping)`,
  date_too_far_ahead: ({ column, value }) =>
    `“${column}” is more than a year after the day of this import: ${value}; check the year`,
  number_unreadable: ({ column, value }) => `“${column}” is not a number: ${value}`,
  number_out_of_range: ({ column, value }) => `“${column}” is out of range: ${value}`,
  choice_unknown: ({ column, value, known }) => `“${column}” has an unknown value: ${value} (known: ${known})`,
  uscc_invalid: ({ column, value }) =>
    `“${column}” is not a valid unified social credit code (length or check character): ${value}`,
  digits_lost: ({ column, value }) =>
    `“${column}” has more than 15 digits and Excel, storing it as a number, lost the last ones: ${value} (format the column as text in Excel and enter it again)`,
  text_too_long: ({ column, maximum }) => `“${column}” is longer than ${maximum} characters`,
  due_unknown: () => 'There is no due date, and none can be worked out from issue date and terms',
  customer_unknown: ({ value }) => `No such customer: ${value} (import the customers first)`,
  customer_ambiguous: ({ value }) => `Several customers are called ${value} (use the customer code)`,
  customer_contradictory: ({ first, second }) => `“${first}” and “${second}” are not the same customer`,
  rate_missing: ({ currency }) => `There is no exchange rate for ${currency}; add it to the company settings`,
  column_count: ({ expected, found }) => `This row has ${found} columns, the header has ${expected}`,
  quotes_broken: () => 'The quotation marks do not match, so the columns cannot be told apart',
  conflicts_with_line: ({ line }) => `Has the same number as line ${line} but other contents; line ${line} was taken`,
  slack_user_taken: ({ value, holder }) => `Slack user ${value} already belongs to ${holder}`,
};

const zhRefusals: Texts<Refusal> = {
  file_unreadable: ({ file, error }) => `无法读取文件 ${file}：${fileErrorText('zh', error)}`,
  file_empty: ({ file }) => `文件 ${file} 是空的（0 字节）`,
  not_text: ({ file }) => `${file} 不是文本文件，也不是 Excel（.xlsx）文件。请另存为 CSV（UTF-8）或 .xlsx`,
  encoding_unknown: ({ file, byte }) =>
    `${file} 的编码既不是 UTF-8 也不是 GB18030（第 ${byte} 字节附近出错）。请另存为 CSV（UTF-8）`,
  old_excel: ({ file }) => `${file} 是旧版 Excel（.xls）文件或带密码的文件，请另存为不带密码的 .xlsx 或 CSV`,
  spreadsheet_broken: ({ file, detail }) => `Excel 文件 ${file} 已损坏或无法打开：${detail}`,
  header_missing: ({ file }) => `${file} 没有表头行`,
  header_repeated: ({ file, header }) => `${file} 的表头「${header}」出现了两次，请删除或改名后再导入`,
  header_ambiguous: ({ column, headers }) => `有几列都可以当作 ${column}：${headers}。请用映射文件说明用哪一列`,
  column_missing: ({ column, accepted, found }) =>
    `缺少必需的列 ${column}（可写作：${accepted}）。文件里的列是：${found}`,
  mapping_unreadable: ({ file, error }) => `无法读取映射文件 ${file}：${fileErrorText('zh', error)}`,
  mapping_invalid: ({ file, line, key, finding }) =>
    `映射文件 ${file} 第 ${line} 行，${key}：${describeFinding('zh', finding)}`,
  mapping_kind: ({ file, expected, found }) => `映射文件 ${file} 用于 ${found}，而这次导入的是 ${expected}`,
  mapping_source_missing: ({ column, header, found }) =>
    `映射要求 ${column} 取自「${header}」列，但文件里没有这一列。文件里的列是：${found}`,
  rows_rejected: ({ file, rejected, rejectedFile }) =>
    `${file} 有 ${rejected} 行不合格，按严格模式整个文件没有导入。原因见 ${rejectedFile}`,
};

const enRefusals: Texts<Refusal> = {
  file_unreadable: ({ file, error }) => `Cannot read ${file}: ${fileErrorText('en', error)}`,
  file_empty: ({ file }) => `${file} is empty (0 bytes)`,
  not_text: ({ file }) => `${file} is not a text file, nor an Excel (.xlsx) file. Save it as CSV (UTF-8) or .xlsx`,
  encoding_unknown: ({ file, byte }) =>
    `${file} is neither UTF-8 nor GB18030 (wrong near byte ${byte}). Save it as CSV (UTF-8)`,
  old_excel: ({ file }) =>
    `${file} is an old Excel (.xls) or a password-protected file. Save it as .xlsx without password, or as CSV`,
  spreadsheet_broken: ({ file, detail }) => `The Excel file ${file} is damaged or cannot be opened: ${detail}`,
  header_missing: ({ file }) => `${file} has no header row`,
  header_repeated: ({ file, header }) => `${file} has the header “${header}” twice. Remove or rename one of them`,
  header_ambiguous: ({ column, headers }) =>
    `Several columns could be ${column}: ${headers}. Say in a mapping which one it is`,
  column_missing: ({ column, accepted, found }) =>
    `The required column ${column} is missing (accepted: ${accepted}). The file has: ${found}`,
  mapping_unreadable: ({ file, error }) => `Cannot read the mapping ${file}: ${fileErrorText('en', error)}`,
  mapping_invalid: ({ file, line, key, finding }) =>
    `Mapping ${file}, line ${line}, ${key}: ${describeFinding('en', finding)}`,
  mapping_kind: ({ file, expected, found }) =>
    `The mapping ${file} is for ${found}, but this is an import of ${expected}`,
  mapping_source_missing: ({ column, header, found }) =>
    `The mapping takes ${column} from the column “${header}”, which the file does not have. The file has: ${found}`,
  rows_rejected: ({ file, rejected, rejectedFile }) =>
    `${rejected} rows of ${file} are not acceptable; in strict mode nothing was imported. The reasons are in ${rejectedFile}`,
};

/** Texts by code, for tests of completeness. */
export const importWording = {
  rejections: { zh: zhRejections, en: enRejections },
  refusals: { zh: zhRefusals, en: enRefusals },
} as const;

/** The first two columns of a file of rejected rows. */
export const rejectedFileHeaders = catalogue({
  zh: { line: '行号', reason: '未导入原因' },
  en: { line: 'line', reason: 'reason' },
});

/** Says why a row was not taken, as a bookkeeper understands it. */
export function rejectionText(rejection: Rejection, locale: Locale): string {
  return textOf(importWording.rejections[locale], rejection);
}

/** Says why a file was not taken, and what to do about it. */
export function refusalText(refusal: Refusal, locale: Locale): string {
  return textOf(importWording.refusals[locale], refusal);
}

function textOf<U extends { code: string }>(texts: Texts<U>, message: U): string {
  const code: U['code'] = message.code;
  // The table has, under each code, the function for exactly that member of the union.
  const text = texts[code] as (parameters: U) => string;
  return text(message);
}
