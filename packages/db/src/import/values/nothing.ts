/** What people write into a cell that has nothing to say, half-width and in small letters. */
const WORDS: ReadonlySet<string> = new Set(['-', '--', '–', '—', '——', '―', '/', '无', '空', 'n/a']);
const LONGEST = 3;

/** Whether the cell says that there is nothing: a dash, 无, N/A. */
export function saysNothing(text: string): boolean {
  return text.length <= LONGEST && WORDS.has(text.normalize('NFKC').toLowerCase());
}
