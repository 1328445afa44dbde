/** Types of values as a person who edits YAML knows them, by the schema's names. */
export const YAML_TYPES = {
  string: { zh: '文字', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: ' true 或 false', en: 'true or false' },
  array: { zh: '列表（每项以 - 开头，或写在 [ ] 里）', en: 'a list (each item begins with -, or all stand in [ ])' },
  object: { zh: '若干“键: 值”', en: 'keys with values (key: value)' },
  record: { zh: '若干“键: 值”', en: 'keys with values (key: value)' },
} as const;

/** What is wrong with a text that is no YAML and how to mend it, by the parser's codes. */
export const YAML_ERRORS = {
  BAD_ALIAS: { zh: '引用（*名称）没有对应的定义（&名称）', en: 'a reference (*name) has no definition (&name)' },
  BAD_DQ_ESCAPE: {
    zh: '双引号里的反斜杠写法不对，请改用单引号',
    en: 'a backslash in double quotes is wrong; use single quotes',
  },
  BAD_INDENT: {
    zh: '缩进不对或括号没有闭合：同一层的键须左对齐，[ 与 ]、{ 与 } 须成对',
    en: 'wrong indentation or an open bracket: align the keys of one level, close every [ and {',
  },
  BAD_SCALAR_START: {
    zh: '值不能以这个字符开头，请加引号',
    en: 'a value cannot begin with this character; put it in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: '一行里有两个“键: ”，请分成两行或给值加引号',
    en: 'two keys on one line; use two lines, or put the value in quotes',
  },
  BLOCK_IN_FLOW: {
    zh: '方括号或花括号里不能再用缩进写法',
    en: 'within brackets or braces nothing can be written by indentation',
  },
  DUPLICATE_KEY: { zh: '同一个键写了两次，请删去一个', en: 'the same key is given twice; remove one' },
  MISSING_CHAR: {
    zh: '缺少一个字符：引号或括号没有成对，或冒号后没有空格',
    en: 'a character is missing: quotes or brackets do not match, or no space follows a colon',
  },
  MULTILINE_IMPLICIT_KEY: {
    zh: '键不能跨行，多半是少了冒号或引号没有闭合',
    en: 'a key cannot span lines; perhaps a colon is missing or a quote is not closed',
  },
  MULTIPLE_DOCS: {
    zh: '文件里有“---”分隔的两份内容，只能有一份',
    en: 'there are two documents (---); only one may be',
  },
  TAB_AS_INDENT: { zh: '缩进用了制表符，请改用空格', en: 'indented with a tab; use spaces' },
  UNEXPECTED_TOKEN: {
    zh: '这里不应有这个字符，请检查引号、括号和缩进',
    en: 'this character does not belong here; check quotes, brackets and indentation',
  },
} as const;
