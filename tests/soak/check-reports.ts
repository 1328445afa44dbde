import { dayOf, isWorking, moment, nextDay } from './calendar.ts';
import type { Evidence, Findings } from './check.ts';
import { type Messages, markOf } from './check-messages.ts';

/** `2026-10` → the moment at which the report on September is due: half past nine of October's first working day. */
export function reportDueIn(month: string): number {
  let day = `${month}-01`;
  while (!isWorking(day)) day = nextDay(day);
  return moment(day, '09:30');
}

interface Told {
  readonly month: string;
  readonly audience: string;
  readonly id: string;
  readonly state: string;
  readonly sentAt: number | null;
}

/** The monthly report (docs/effect.md): once a month to everybody of risk, the executives and the channel, not before its moment. */
export async function checkReports(evidence: Evidence, messages: Messages): Promise<Findings> {
  const { database, company, chronicle, endedAt } = evidence;
  const { rows } = await database.pool.query<Told>(
    `SELECT month, audience, id::text, state, (extract(epoch FROM sent_at) * 1000)::float8 AS "sentAt" FROM report_messages`,
  );
  const faults: string[] = [];
  const places = [
    'channel',
    ...company.people.filter(({ role }) => role === 'risk' || role === 'executive').map(({ code }) => `staff:${code}`),
  ];
  const first = Math.min(...chronicle.runs.map(({ at }) => at));
  const months = monthsBetween(first, endedAt).filter((month) => reportDueIn(after(month)) <= endedAt);
  const told = Map.groupBy(rows, ({ month }) => month);
  for (const month of months) {
    const due = reportDueIn(after(month));
    const own = told.get(month) ?? [];
    told.delete(month);
    for (const place of places) {
      const found = own.filter(({ audience }) => audience === place);
      const [message] = found;
      if (found.length !== 1 || message === undefined) {
        faults.push(`report on ${month}: ${found.length} messages for ${place}`);
        continue;
      }
      const stands = messages.has(markOf('xinshao_monthly_report', { message_id: message.id }));
      if (message.state !== 'sent' || !stands) faults.push(`report on ${month} for ${place} is ${message.state}`);
      if ((message.sentAt ?? due) < due) faults.push(`report on ${month} for ${place} came before its moment`);
    }
    if (own.length > places.length) faults.push(`report on ${month} went to ${own.length} places`);
  }
  for (const month of told.keys()) faults.push(`a report on ${month}, which was not due`);
  return { faults, counts: { 'monthly reports': months.length, 'monthly reports told': rows.length } };
}

/** The months in which alerts were there before their end, up to the one before the last moment. */
function monthsBetween(first: number, last: number): string[] {
  const months: string[] = [];
  if (!Number.isFinite(first)) return months;
  for (let month = dayOf(first).slice(0, 7); month < dayOf(last).slice(0, 7); month = after(month)) months.push(month);
  return months;
}

function after(month: string): string {
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return next.toISOString().slice(0, 7);
}
