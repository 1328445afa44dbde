import { placeOfFact } from '@xinshao/core/facts/record.ts';

/**
 * SQL for one fact of stored facts, as JSON or as text.
 * @param record SQL for the record, of type json
 */
export function storedFact(record: string, as: 'json' | 'text', ...fact: Parameters<typeof placeOfFact>): string {
  return `${record}->${placeOfFact(...fact).join(as === 'json' ? '->' : '->>')}`;
}
