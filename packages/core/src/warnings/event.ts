import { daysBetween } from '../day/day.ts';
import type { EventRule } from '../policy/warning-schema.ts';
import type { CompiledWarningRule } from './finding.ts';
import { compareSeverity } from './warning.ts';

/** The latest event of a kind is recent enough; how many there were in 12 months decides the severity (R34, R36). */
export function compileEvent(rule: EventRule): CompiledWarningRule['find'] {
  const levels = [...rule.levels].sort((a, b) => compareSeverity(b.severity, a.severity));
  return (facts) => {
    const events = facts.events[rule.event];
    if (events === undefined || daysBetween(events.latestOn, facts.asOf) > rule.withinDays) return null;
    // An event older than 12 months but within the rule's days still is one event.
    const count = Math.max(events.count12m, 1);
    for (const level of levels) {
      if (count < level.countAtLeast) continue;
      return {
        severity: level.severity,
        evidence: {
          kind: 'event',
          eventKind: rule.event,
          occurredOn: events.latestOn,
          count12m: events.count12m,
          title: events.latestTitle,
          source: events.latestSource,
          amountFen: events.amount12mFen,
        },
      };
    }
    return null;
  };
}
