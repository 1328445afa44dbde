import type { Label, Locale } from '../locale.ts';

/** The label of an id in a table of labels; the id itself where a newer or older file names something unknown. */
export function labelOf(labels: Readonly<Record<string, Label>>, id: string, locale: Locale): string {
  return Object.hasOwn(labels, id) ? (labels[id]?.[locale] ?? id) : id;
}
