import type { Day } from '@xinshao/core/day/day.ts';
import { brierParts, shrunkScore } from '@xinshao/core/effect/brier.ts';
import { firstDayOf, type Month, reportedUntil } from '@xinshao/core/effect/month.ts';
import type { EstimateFigures, MonthlyReport } from '@xinshao/core/effect/monthly-report.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { decidedFigures, ruleFigures, verdictFigures } from './decided.ts';
import { type EstimateOfPerson, judgedEstimates } from './judge-estimates.ts';
import { defaultFigures } from './missed.ts';
import type { ReportPeriod } from './report-period.ts';
import { responseFigures } from './response.ts';

export interface ReportOptions {
  readonly month: Month;
  /** The present day; a month that is not over is reported up to it. */
  readonly today: Day;
  readonly now: Date;
  readonly timeZone: string;
  /** Says what counts as missed, and how much few estimates are trusted. */
  readonly policy: { readonly hash: string; readonly policy: Pick<Policy, 'effect' | 'estimates'> };
}

/**
 * What became of alerts in a month (R42, R52), as of one moment. Everything dated later than the month is left out, but
 * answers to the month's alerts that came after it.
 */
export async function monthlyReport(database: Database, options: ReportOptions): Promise<MonthlyReport> {
  const { month, today, now, timeZone, policy } = options;
  const asOf = reportedUntil(month, today);
  const estimates = await judgedEstimates(database, null, asOf);
  const names = new Map(
    (await database.prisma.staff.findMany({ select: { code: true, name: true } })).map(({ code, name }) => [
      code,
      name,
    ]),
  );
  return withinTransaction(database, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    const period: ReportPeriod = { client, from: firstDayOf(month), until: asOf, timeZone, now };
    const opened = await openedFigures(period);
    return {
      month,
      asOf,
      policyHash: policy.hash,
      opened,
      ...(await responseFigures(period)),
      rules: await ruleFigures(period),
      ...(await decidedFigures(period)),
      waiting: await waitingGradings(period),
      verdicts: await verdictFigures(period),
      defaults: await defaultFigures(period, policy.policy.effect.missed),
      estimates: estimateFigures(estimates, names, policy.policy.estimates.shrinkage),
      allEstimates: brierParts(estimates),
    };
  });
}

async function openedFigures({ client, from, until }: ReportPeriod): Promise<MonthlyReport['opened']> {
  const { rows } = await client.query<{ alerts: number; exposure: string }>(
    `SELECT count(*)::int AS alerts, coalesce(sum(coalesce(
       (SELECT exposure_fen FROM alert_predictions WHERE alert_id = alert.id ORDER BY id LIMIT 1), alert.exposure_fen)), 0)
       AS exposure
     FROM alerts alert WHERE opened_on BETWEEN $1::date AND $2::date`,
    [from, until],
  );
  return { alerts: rows[0]?.alerts ?? 0, exposureFen: Number(rows[0]?.exposure ?? 0) };
}

async function waitingGradings({ client, until }: ReportPeriod): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    'SELECT count(*)::int AS waiting FROM effect_gradings WHERE outcome IS NULL AND due_on <= $1::date',
    [until],
  );
  return rows[0]?.waiting ?? 0;
}

/** The best first, by the score that few estimates do not carry far. */
function estimateFigures(
  estimates: readonly EstimateOfPerson[],
  names: ReadonlyMap<string, string>,
  shrinkage: number,
): EstimateFigures[] {
  const everybody = brierParts(estimates);
  if (everybody === null) return [];
  const codes = [...new Set(estimates.map(({ code }) => code))];
  return codes
    .flatMap((code) => {
      const parts = brierParts(estimates.filter((estimate) => estimate.code === code));
      if (parts === null) return [];
      return [
        {
          code,
          name: names.get(code) ?? code,
          shrunkScore: shrunkScore(parts, everybody.score, shrinkage),
          ...parts,
        },
      ];
    })
    .sort((a, b) => a.shrunkScore - b.shrunkScore || (a.code < b.code ? -1 : 1));
}
