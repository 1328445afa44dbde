import type { Database } from '../../database.ts';
import { portfolioVersion } from './portfolio-version.ts';

interface Remembered {
  readonly version: string;
  readonly answers: Map<string, Promise<unknown>>;
}

const REMEMBERED = new WeakMap<Database, Remembered>();

/**
 * An answer about everybody, worked out once for each state of the portfolio, however many ask and whoever they are; one
 * that is being worked out is waited for. Nothing that depends on the reader may be asked for in this way.
 * @param question what distinguishes the answer from others
 */
export async function remembered<Answer>(
  database: Database,
  question: string,
  workOut: () => Promise<Answer>,
): Promise<Answer> {
  const version = await portfolioVersion(database);
  if (version === null) return workOut();
  const known = answersOf(database, version);
  const found = known.get(question);
  // Whatever is kept for a question was worked out for it.
  if (found !== undefined) return found as Promise<Answer>;
  const answer = workOut();
  known.set(question, answer);
  answer.catch(() => known.delete(question));
  return answer;
}

/** Answers of an earlier state are forgotten. */
function answersOf(database: Database, version: string): Map<string, Promise<unknown>> {
  const kept = REMEMBERED.get(database);
  if (kept?.version === version) return kept.answers;
  const answers = new Map<string, Promise<unknown>>();
  REMEMBERED.set(database, { version, answers });
  return answers;
}
