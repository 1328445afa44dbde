/** Characters that print nothing: format and control characters, and letters that Unicode made blank. */
export const INVISIBLE = /[\p{Cf}\p{Cc}\u115F\u1160\u3164\u2800]/gu;
export const SPACE = /[\s\p{Z}]+/gu;

/**
 * The name as people should read it: invisible characters dropped, white space collapsed to one space, ends trimmed.
 * Brackets and width stay as they were written. Kept apart from the keys, whose table of traditional characters is too
 * large for a script that runs in every page.
 */
export function cleanName(name: string): string {
  return name
    .replace(/[\t\r\n]+/g, ' ')
    .replace(INVISIBLE, '')
    .replace(SPACE, ' ')
    .trim();
}
