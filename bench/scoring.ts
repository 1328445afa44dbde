import { readFileSync } from 'node:fs';
import { EVENT_KINDS, type Facts } from '@xinshao/core/facts/facts.ts';
import { excellentFacts } from '@xinshao/core/facts/testing/example-facts.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { assess } from '@xinshao/core/scorecard/assess.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import type { CompiledPolicy } from '@xinshao/core/scorecard/compiled.ts';
import type { BenchResult } from './result.ts';
import { rulesEngineFor } from './scoring-rules-engine.ts';

const CUSTOMERS = 2_000;
const MEASURED_SECONDS = 2;
const REQUIRED_PER_SECOND = 150_000;
const REQUIRED_RATIO = 100;

/**
 * Scores customers with reasons, limit candidates and terms on one core, and gives the same factors and caps to
 * json-rules-engine, which must come to the same points. Both only work on facts that are in memory already.
 */
export async function benchScoring(): Promise<BenchResult[]> {
  const policy = readPolicy();
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => variedFacts(index));
  const ours = perSecond(customers, (facts) => assess(facts, policy));
  const theirs = await rulesEnginePerSecond(customers, policy);
  const ratio = ours / theirs;
  return [
    {
      name: 'scoring with reasons, limit and terms, one core',
      value: Math.round(ours),
      unit: 'customers/s',
      required: `≥ ${REQUIRED_PER_SECOND}`,
      pass: ours >= REQUIRED_PER_SECOND,
    },
    {
      name: 'scoring against json-rules-engine on the same rules',
      value: Math.round(theirs),
      unit: 'customers/s of json-rules-engine',
      ratio,
      required: `≥ ${REQUIRED_RATIO} ×`,
      pass: ratio >= REQUIRED_RATIO,
    },
  ];
}

function readPolicy(): CompiledPolicy {
  const parsed = parsePolicy(readFileSync(new URL('../policies/trade-credit.yaml', import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error('policies/trade-credit.yaml does not pass its check');
  return compilePolicy(parsed.policy, parsed.hash);
}

/** Runs one warm-up round, then whole rounds until the time is up. */
function perSecond(customers: readonly Facts[], work: (facts: Facts) => { readonly score: number }): number {
  let checksum = 0;
  for (const facts of customers) checksum += work(facts).score;
  const start = cpuSeconds();
  let rounds = 0;
  while (cpuSeconds() - start < MEASURED_SECONDS) {
    for (const facts of customers) checksum += work(facts).score;
    rounds += 1;
  }
  const seconds = cpuSeconds() - start;
  if (!(checksum > 0)) throw new Error('nothing was scored');
  return (rounds * customers.length) / seconds;
}

/** Processor time this process has used: what other work on the machine takes does not count. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function rulesEnginePerSecond(customers: readonly Facts[], policy: CompiledPolicy): Promise<number> {
  const score = rulesEngineFor(policy);
  let scored = 0;
  const start = cpuSeconds();
  for (const facts of customers) {
    const theirs = await score(facts);
    const ours = assess(facts, policy);
    const points = ours.factors.reduce((sum, factor) => sum + factor.points, 0);
    if (Math.abs(theirs.points - points) > 1e-9 || theirs.caps !== ours.caps.length) {
      throw new Error(
        `json-rules-engine gives ${theirs.points} points and ${theirs.caps} caps instead of ${points} and ${ours.caps.length}`,
      );
    }
    scored += 1;
    if (cpuSeconds() - start > MEASURED_SECONDS) break;
  }
  return scored / (cpuSeconds() - start);
}

/** Customers that differ in every factor, by a fixed sequence of numbers. */
function variedFacts(index: number): Facts {
  const at = (salt: number, low: number, high: number): number => {
    const unit = (((index + 1) * 2654435761 + salt * 40503) % 4294967296) / 4294967296;
    return low + unit * (high - low);
  };
  const base = excellentFacts();
  if (base.ledger === null || base.tax === null || base.statement === null)
    throw new Error('example facts are incomplete');
  const overdueFen = index % 3 === 0 ? Math.round(at(1, 0, 5_000_000)) : 0;
  const event = {
    count12m: 1,
    count24m: 1,
    latestOn: '2026-08-01',
    latestValue: null,
    latestTitle: null,
    latestSource: null,
    amount12mFen: 0,
  } as const;
  const kind = EVENT_KINDS[index % EVENT_KINDS.length];
  return {
    ...base,
    customer: {
      ...base.customer,
      code: `C${index}`,
      documentsComplete: index % 5 === 0 ? null : index % 7 !== 0,
      orderCount: index % 50,
      creditLimitFen: index % 4 === 0 ? null : Math.round(at(2, 5_000_000, 50_000_000)),
    },
    ledger: {
      ...base.ledger,
      overdueFen,
      maximumDaysPastDue: overdueFen > 0 ? Math.round(at(3, 1, 120)) : 0,
      paymentIndex: at(4, 30, 95),
      daysBeyondTermsRecent: at(5, 0, 30),
    },
    tax: index % 3 === 1 ? null : { ...base.tax, voidShare: at(6, 0, 0.2), largestBuyerShare: at(7, 0, 1) },
    statement:
      index % 2 === 0
        ? null
        : {
            ...base.statement,
            totalLiabilitiesFen: Math.round(at(8, 2e9, 9e9)),
            netProfitFen: Math.round(at(9, -3e9, 2e9)),
          },
    events: index % 4 === 0 && kind !== undefined ? { [kind]: event } : {},
    dataDates: { ...base.dataDates, ledger: index % 6 === 0 ? '2026-10-20' : '2026-10-31' },
  };
}
