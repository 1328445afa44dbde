/** Words of a source for one meaning each; compared without case, spaces and width. */
export type Choices<V extends string> = ReadonlyMap<string, V>;

/** Builds the look-up from a table `meaning: [words]`; each meaning is its own word too. */
export function choices<V extends string>(table: Readonly<Record<V, readonly string[]>>): Choices<V> {
  const result = new Map<string, V>();
  for (const meaning of Object.keys(table) as V[]) {
    result.set(choiceKey(meaning), meaning);
    for (const word of table[meaning]) result.set(choiceKey(word), meaning);
  }
  return result;
}

/** @returns null for an unknown word */
export function readChoice<V extends string>(text: string, known: Choices<V>): V | null {
  return known.get(text) ?? known.get(choiceKey(text)) ?? null;
}

/** Reads a column whose neighbouring rows mostly say the same: the last word is not looked up again. */
export function choiceReader<V extends string>(known: Choices<V>): (text: string) => V | null {
  let last: string | null = null;
  let meaning: V | null = null;
  return (text) => {
    if (text !== last) {
      meaning = readChoice(text, known);
      last = text;
    }
    return meaning;
  };
}

/** The meanings, for telling people what is accepted. */
export function meanings(known: Choices<string>): string {
  return [...new Set(known.values())].join(', ');
}

/** Headers and words are the same when they differ in case, spaces, underscores, hyphens or width only. */
export function choiceKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s_\-\u200b\ufeff]/g, '')
    .toLowerCase();
}

export const TRUTH = choices({
  true: ['yes', 'y', '1', 't', '是', '有', '对', '√', '已', '齐全', '完整', '齐', '存在争议', '有争议', '争议'],
  false: ['no', 'n', '0', 'f', '否', '无', '没有', '×', '未', '不齐', '不齐全', '缺失', '不完整', '无争议'],
});
