/** The languages every text a person reads exists in. */
export const LOCALES = ['zh', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** A label as policy files write it. */
export type Label = Readonly<Record<Locale, string>>;

/** @param tag a Slack or browser locale such as `zh-CN`, `en-US`; Chinese is the default where none is known. */
export function localeFrom(tag: string | null | undefined): Locale {
  if (!tag) return 'zh';
  return tag.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
