import type { EvidenceAnswer, EvidenceRequest } from '@xinshao/core/contract/overlay-evidence.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { EventKind } from '@xinshao/core/facts/facts.ts';
import { isSameStatus } from '@xinshao/core/registry/status.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';

export interface EvidenceToSave extends EvidenceRequest {
  readonly day: Day;
  readonly today: Day;
  /** Staff code. */
  readonly by: string;
  readonly now: Date;
  /** Titles of the events, in the language of the company. */
  readonly words: {
    statusTitle(parameters: { status: string }): string;
    countTitle(parameters: { count: number }): string;
  };
}

/** Where evidence of a page comes from, as its events say it: site and kind of page. */
function sourceOf({ site, pageKind }: Pick<EvidenceRequest, 'site' | 'pageKind'>): string {
  return `registry:${site}:${pageKind}`;
}

/**
 * Stores what an officer confirmed to have read on a page: the reading itself, whose page it is, and an event of that
 * day where the page shows more than was known, from itself or from our own sources. A count that stayed or fell is no
 * event, so that reading a page often never adds up.
 * @returns null when there is no such customer
 */
export async function saveEvidence(database: Database, evidence: EvidenceToSave): Promise<EvidenceAnswer | null> {
  return withinTransaction(database, async (transaction) => {
    const customer = await transaction.query<{ code: string; status: string | null }>(
      `SELECT code, nullif(registry_status, '') AS status FROM customers WHERE id = $1 FOR UPDATE`,
      [evidence.customerId],
    );
    const code = customer.rows[0]?.code;
    if (code === undefined) return null;
    const stored: { kind: EventKind; count: number }[] = [];
    let known = 0;
    for (const { kind, count } of evidence.facts) {
      const before = await knownCount(transaction, evidence, kind);
      await remember(transaction, evidence, kind, String(count));
      if (count <= before) known += 1;
      else {
        await addEvent(transaction, evidence, { kind, title: evidence.words.countTitle({ count }), value: count });
        stored.push({ kind, count });
      }
    }
    if (evidence.registryStatus !== null) {
      // Read for the first time where our own file has none either, it is no change of anything.
      const read = await remember(transaction, evidence, 'status', evidence.registryStatus);
      const before = read ?? customer.rows[0]?.status ?? null;
      if (before === null || isSameStatus(before, evidence.registryStatus)) known += 1;
      else {
        const title = evidence.words.statusTitle({ status: evidence.registryStatus });
        await addEvent(transaction, evidence, { kind: 'registry_change', title, value: null });
        stored.push({ kind: 'registry_change', count: 1 });
      }
    }
    if (stored.length > 0) {
      await transaction.query('INSERT INTO customer_changes (customer_id) VALUES ($1)', [evidence.customerId]);
    }
    await rememberPage(transaction, evidence);
    const { site, pageKind, day, facts, registryStatus } = evidence;
    await appendAudit(transaction, {
      actor: evidence.by,
      surface: 'api',
      action: 'evidence_saved',
      subjectKind: 'customer',
      subjectId: code,
      after: { site, pageKind, day, facts, registryStatus, stored },
      at: evidence.now,
    });
    return { stored, known };
  });
}

/** How many of a kind are known: from our own sources in 24 months, or from what a site last showed. */
async function knownCount(transaction: pg.PoolClient, evidence: EvidenceToSave, kind: EventKind): Promise<number> {
  const { rows } = await transaction.query<{ count: number }>(
    `SELECT greatest(
       (SELECT count(*) FROM events WHERE customer_id = $1 AND kind = $2 AND source NOT LIKE 'registry:%'
         AND occurred_on > $3::date - interval '24 months'),
       (SELECT max(value::bigint) FROM registry_readings WHERE customer_id = $1 AND kind = $2))::int AS count`,
    [evidence.customerId, kind, evidence.today],
  );
  return rows[0]?.count ?? 0;
}

/** Keeps a reading in place of the site's earlier one. @returns the earlier one; null: there was none */
async function remember(
  transaction: pg.PoolClient,
  { customerId, site, day, by }: EvidenceToSave,
  kind: EventKind | 'status',
  value: string,
): Promise<string | null> {
  const { rows } = await transaction.query<{ value: string }>(
    'SELECT value FROM registry_readings WHERE customer_id = $1 AND site = $2 AND kind = $3',
    [customerId, site, kind],
  );
  await transaction.query(
    `INSERT INTO registry_readings (customer_id, site, kind, value, read_on, confirmed_by)
     VALUES ($1, $2, $3, $4, $5::date, $6) ON CONFLICT (customer_id, site, kind) DO UPDATE
     SET value = EXCLUDED.value, read_on = EXCLUDED.read_on, confirmed_by = EXCLUDED.confirmed_by`,
    [customerId, site, kind, value, day, by],
  );
  return rows[0]?.value ?? null;
}

async function addEvent(
  transaction: pg.PoolClient,
  evidence: EvidenceToSave,
  event: { readonly kind: EventKind; readonly title: string; readonly value: number | null },
): Promise<void> {
  await transaction.query(
    `INSERT INTO events (customer_id, kind, occurred_on, observed_on, value, title, source)
     VALUES ($1, $2, $3::date, $4::date, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [evidence.customerId, event.kind, evidence.day, evidence.today, event.value, event.title, sourceOf(evidence)],
  );
}

/** Only a company's own page says whose it is. */
async function rememberPage(transaction: pg.PoolClient, evidence: EvidenceToSave): Promise<void> {
  const { site, pageKind, pageId, customerId, by, now } = evidence;
  if (pageKind !== 'company' || pageId === null) return;
  await transaction.query(
    `INSERT INTO registry_pages (site, page_id, customer_id, confirmed_by, confirmed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (site, page_id) DO UPDATE SET customer_id = EXCLUDED.customer_id, confirmed_by = EXCLUDED.confirmed_by,
       confirmed_at = EXCLUDED.confirmed_at`,
    [site, pageId.toLowerCase(), customerId, by, now],
  );
}

/** What is known of a customer from outside, by kind, in the 24 months before `today`. */
export interface KnownEvents {
  readonly kind: string;
  /** Our own events, or the most that a site last showed, whichever is more. */
  readonly count: number;
  readonly latestOn: Day;
}

export async function knownEventsOf(database: Database, customerId: number, today: Day): Promise<KnownEvents[]> {
  const { rows } = await database.pool.query<KnownEvents>(
    `SELECT kind, greatest(sum(own), max(shown))::int AS count, max(day)::text AS "latestOn"
     FROM (
       SELECT kind, 1 AS own, 0 AS shown, occurred_on AS day FROM events
       WHERE customer_id = $1 AND kind <> 'bureau_score' AND source NOT LIKE 'registry:%'
         AND occurred_on <= $2::date AND occurred_on > $2::date - interval '24 months'
       UNION ALL SELECT kind, 0, value::int, read_on FROM registry_readings WHERE customer_id = $1 AND kind <> 'status'
     ) known GROUP BY kind HAVING greatest(sum(own), max(shown)) > 0 ORDER BY kind`,
    [customerId, today],
  );
  return rows;
}
