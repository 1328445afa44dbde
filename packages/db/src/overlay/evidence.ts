import type { EvidenceAnswer, EvidenceRequest } from '@xinshao/core/contract/overlay-evidence.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { EventKind } from '@xinshao/core/facts/facts.ts';
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
 * Stores what an officer confirmed to have read on a page, as events of that day, and whose page it is. A count that the
 * same site last showed just so is no news and makes no second event, so that reading a page often never adds up.
 * @returns null when there is no such customer
 */
export async function saveEvidence(database: Database, evidence: EvidenceToSave): Promise<EvidenceAnswer | null> {
  return withinTransaction(database, async (transaction) => {
    const customer = await transaction.query<{ code: string }>('SELECT code FROM customers WHERE id = $1 FOR UPDATE', [
      evidence.customerId,
    ]);
    const code = customer.rows[0]?.code;
    if (code === undefined) return null;
    const stored: { kind: EventKind; count: number }[] = [];
    let known = 0;
    for (const { kind, count } of evidence.facts) {
      const last = await lastCount(transaction, evidence, kind);
      if (last === count || (last === null && count === 0)) known += 1;
      else {
        await addEvent(transaction, evidence, { kind, title: evidence.words.countTitle({ count }), value: count });
        stored.push({ kind, count });
      }
    }
    if (evidence.registryStatus !== null) {
      const title = evidence.words.statusTitle({ status: evidence.registryStatus });
      if (await isLastStatus(transaction, evidence, title)) known += 1;
      else {
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

/** What this site last showed of a kind; null: nothing was ever confirmed. */
async function lastCount(
  transaction: pg.PoolClient,
  evidence: EvidenceToSave,
  kind: EventKind,
): Promise<number | null> {
  const { rows } = await transaction.query<{ value: number | null }>(
    `SELECT value FROM events WHERE customer_id = $1 AND kind = $2 AND source LIKE 'registry:' || $3 || ':%'
     ORDER BY occurred_on DESC, id DESC LIMIT 1`,
    [evidence.customerId, kind, evidence.site],
  );
  return rows[0]?.value ?? null;
}

async function isLastStatus(transaction: pg.PoolClient, evidence: EvidenceToSave, title: string): Promise<boolean> {
  const { rows } = await transaction.query<{ title: string }>(
    `SELECT title FROM events WHERE customer_id = $1 AND kind = 'registry_change'
       AND source LIKE 'registry:' || $2 || ':%' ORDER BY occurred_on DESC, id DESC LIMIT 1`,
    [evidence.customerId, evidence.site],
  );
  return rows[0]?.title === title;
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
  readonly kind: EventKind;
  /** Our own events, or what a page last showed, whichever is more. */
  readonly count: number;
  readonly latestOn: Day;
}

export async function knownEventsOf(database: Database, customerId: number, today: Day): Promise<KnownEvents[]> {
  const { rows } = await database.pool.query<KnownEvents>(
    `SELECT kind, greatest(
         count(*) FILTER (WHERE source NOT LIKE 'registry:%'),
         (array_agg(value ORDER BY occurred_on DESC, id DESC) FILTER (WHERE source LIKE 'registry:%'))[1])::int AS count,
       max(occurred_on)::text AS "latestOn"
     FROM events WHERE customer_id = $1 AND kind <> 'bureau_score' AND occurred_on <= $2::date
       AND occurred_on > $2::date - interval '24 months'
     GROUP BY kind ORDER BY kind`,
    [customerId, today],
  );
  return rows;
}
