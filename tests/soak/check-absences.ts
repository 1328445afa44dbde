import type { Evidence, Findings } from './check.ts';
import type { Absence } from './expected-deciders.ts';
import { readStoring, type Storing } from './storing.ts';

/** What is noted of absences. */
export async function readAbsences({ database }: Pick<Evidence, 'database'>): Promise<Absence[]> {
  const { rows } = await database.pool.query<Absence & { endedAt: number | null }>(
    `SELECT id::text, staff_code AS "staffCode", delegate_code AS "delegateCode", first_day::text AS "firstDay",
       last_day::text AS "lastDay", (extract(epoch FROM created_at) * 1000)::float8 AS "notedAt",
       (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAt" FROM absences ORDER BY id`,
  );
  return rows.map((row) => ({ ...row, endedAt: row.endedAt ?? Number.POSITIVE_INFINITY }));
}

/**
 * Every absence is somebody's own word and in the audit trail; nothing is lost that was confirmed; nobody has two for one
 * day; and nobody was handed anything who was known to be away on one of the days.
 */
export async function checkAbsences(evidence: Evidence): Promise<Findings> {
  const { awayActs } = evidence;
  const absences = await readAbsences(evidence);
  const faults: string[] = [];
  const keyOf = (one: { by: string; delegate: string | null; firstDay: string | null; lastDay: string | null }) =>
    [one.by, one.delegate, one.firstDay, one.lastDay].join(' ');
  const written = awayActs.filter(({ kind }) => kind === 'away');
  const wanted = Map.groupBy(written, keyOf);
  const stored = Map.groupBy(absences, ({ staffCode, delegateCode, firstDay, lastDay }) =>
    keyOf({ by: staffCode, delegate: delegateCode, firstDay, lastDay }),
  );
  for (const [key, found] of stored) {
    const times = wanted.get(key)?.length ?? 0;
    if (times < found.length) faults.push(`absence ${key} is stored ${found.length} times, written ${times} times`);
  }
  for (const act of written) {
    if (act.confirmed && !stored.has(keyOf(act))) faults.push(`absence ${keyOf(act)} was confirmed but is lost`);
  }
  faults.push(...wrongPairs(absences, await readStoring(evidence.database, evidence.clock)));
  const ended = absences.filter(({ endedAt }) => Number.isFinite(endedAt));
  for (const { staffCode, endedAt } of ended) {
    const spoke = awayActs.some(({ by }) => by === staffCode);
    if (!spoke) faults.push(`an absence of ${staffCode} was ended at ${new Date(endedAt).toISOString()} by nobody`);
  }
  const audit = await evidence.database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_log WHERE action = 'absence_set'`,
  );
  if (audit.rows[0]?.count !== absences.length) {
    faults.push(`${absences.length} absences, ${audit.rows[0]?.count} of them in the audit trail`);
  }
  return { faults, counts: { absences: absences.length, 'absences ended early': ended.length } };
}

/** Nobody has two absences for one day, and nobody was handed anything who was known to be away on one of the days. */
export function wrongPairs(absences: readonly Absence[], storing: Pick<Storing, 'absences'>): string[] {
  const storedAt = ({ id, notedAt }: Absence) => storing.absences.get(id) ?? notedAt;
  const faults: string[] = [];
  for (const one of absences) {
    for (const other of absences) {
      const overlaps = other.firstDay <= one.lastDay && other.lastDay >= one.firstDay && other !== one;
      const atOnce = Math.min(one.endedAt, other.endedAt) > Math.max(one.notedAt, other.notedAt);
      if (!overlaps) continue;
      if (atOnce && one.staffCode === other.staffCode && one.notedAt <= other.notedAt) {
        faults.push(`${one.staffCode} is away twice from ${other.firstDay} on`);
      }
      // Noted before, and not ended until after it was stored: whoever looked in between could not miss it.
      const wasAway = storedAt(other) < one.notedAt && other.endedAt > storedAt(one);
      if (wasAway && one.delegateCode === other.staffCode) {
        faults.push(`${one.staffCode} handed over to ${one.delegateCode}, who was away from ${other.firstDay} on`);
      }
    }
  }
  return faults;
}
