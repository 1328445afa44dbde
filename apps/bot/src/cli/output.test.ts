import { expect, it } from 'vitest';
import { commandLocale } from './output.ts';

it.each([
  [[], {}, 'zh'],
  [[], { LANG: 'zh_CN.UTF-8' }, 'zh'],
  [[], { LANG: 'en_US.UTF-8' }, 'en'],
  [[], { LANG: 'de_DE.UTF-8' }, 'en'],
  [[], { LANG: 'C.UTF-8' }, 'zh'],
  [[], { LANG: 'zh_CN.UTF-8', LC_ALL: 'en_GB.UTF-8' }, 'en'],
  [['--lang', 'zh'], { LANG: 'en_US.UTF-8' }, 'zh'],
  [['lookup', 'x', '--lang=en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
])('%j with %j speaks %s', (args, variables, locale) => {
  expect(commandLocale(args, variables)).toBe(locale);
});
