import { type Notice, severityRank } from './notice.ts';

/** First stage: of several notices of one alert for one place the heaviest stays; the order is kept. */
export function dedupe<N extends Notice>(notices: readonly N[]): N[] {
  const kept = new Map<string, N>();
  for (const notice of notices) {
    const key = `${notice.place} ${notice.alertId}`;
    const known = kept.get(key);
    if (known === undefined || severityRank(notice.severity) > severityRank(known.severity)) kept.set(key, notice);
  }
  return [...kept.values()];
}
