import type { NoticeRules } from '../policy/notices-schema.ts';
import type { Severity } from '../warnings/warning.ts';
import { byExposure, bySeverity, type Notice } from './notice.ts';

/** How one place is told. Every notice is in `own`, `summary` or `digest`, and in one of them only. */
export interface PlacePlan<N extends Notice> {
  readonly place: string;
  /** A message each, the heaviest first. */
  readonly own: readonly N[];
  /** One message for all of them, the most exposed first; empty: no summary. */
  readonly summary: readonly N[];
  /** They wait for the digest. */
  readonly digest: readonly N[];
}

/**
 * Third stage, place by place: red is never bundled; orange is above a number; yellow goes to the digest above a
 * number. Where a whole market is hit, everything but red is summed up at once.
 */
export function bundle<N extends Notice>(notices: readonly N[], rules: NoticeRules): PlacePlan<N>[] {
  const places = Map.groupBy(notices, ({ place }) => place);
  return [...places].map(([place, own]) => planOf(place, own, rules));
}

function planOf<N extends Notice>(place: string, notices: readonly N[], rules: NoticeRules): PlacePlan<N> {
  const of = (severity: Severity) => notices.filter((notice) => notice.severity === severity);
  const [red, orange, yellow] = [of('red'), of('orange'), of('yellow')];
  const flood = notices.length > rules.summaryAbove;
  const summary = [...(flood || orange.length > rules.bundleOrangeAbove ? orange : []), ...(flood ? yellow : [])];
  const digest = !flood && yellow.length > rules.digestYellowAbove ? yellow : [];
  const elsewhere = new Set<N>([...summary, ...digest]);
  return {
    place,
    own: [...red, ...orange, ...yellow].filter((notice) => !elsewhere.has(notice)).sort(bySeverity),
    summary: summary.sort(byExposure),
    digest,
  };
}
