import { type Notice, severityRank } from './notice.ts';

/** What is worth a new message, and what only changes one that stands. */
export interface CooledDown<N extends Notice> {
  readonly tell: readonly N[];
  readonly edit: readonly N[];
}

/**
 * Second stage: an alert that a place knows of is not told again unless it got worse. One that has a message of its own
 * is never told twice: that message shows the new severity.
 */
export function coolDown<N extends Notice>(notices: readonly N[]): CooledDown<N> {
  const tell: N[] = [];
  const edit: N[] = [];
  for (const notice of notices) (isNews(notice) ? tell : edit).push(notice);
  return { tell, edit };
}

function isNews({ before, severity }: Notice): boolean {
  if (before === null) return true;
  return before.way !== 'own' && severityRank(severity) > severityRank(before.severity);
}
