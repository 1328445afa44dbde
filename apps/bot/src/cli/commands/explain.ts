import type { ExplainDocument, LookupMatch } from '@xinshao/core/contract/lookup.ts';
import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import type { Facts } from '@xinshao/core/facts/facts.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { may } from '@xinshao/core/roles/abilities.ts';
import { assess } from '@xinshao/core/scorecard/assess.ts';
import type { Assessment } from '@xinshao/core/scorecard/assessment.ts';
import type { CompiledPolicy } from '@xinshao/core/scorecard/compiled.ts';
import { staleSince } from '@xinshao/core/scorecard/stale.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import { SOURCE_LABELS } from '@xinshao/core/wording/labels/events.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { formatMetric } from '@xinshao/core/wording/metrics.ts';
import {
  describeCandidate,
  describeCap,
  describeStale,
  describeTerms,
  gradeText,
} from '@xinshao/core/wording/scoring.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { type CustomerCard, customerCard } from '@xinshao/db/customers/customer-card.ts';
import type { Database } from '@xinshao/db/database.ts';
import { factsOf } from '@xinshao/db/facts/facts-of-customer.ts';
import { findCustomers } from '@xinshao/db/lookup/find-customers.ts';
import { Command } from 'commander';
import { loadCompanySettings, loadPolicy } from '../../config/load-files.ts';
import { measureText } from '../../present/measures.ts';
import { amountText, holdText, reasonTexts, termsText } from '../../present/standing.ts';
import { actorWho, insist } from '../acting.ts';
import { dayArgument, insistKnown } from '../arguments.ts';
import type { Output } from '../output.ts';
import { Refusal } from '../refusal.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';
import { restrictionsOf } from './lookup.ts';

/** `explain <customer> [--as-of d]` */
export function explainCommand(locale: Locale, run: Runner): Command {
  const words = cliWording[locale];
  return new Command('explain')
    .description(words.explain)
    .argument('<customer...>', words.customer)
    .option('--as-of <day>', words.asOf, dayArgument(locale))
    .action((parts: string[], options: { asOf?: Day }) =>
      run(async (environment) => {
        const { output, config, log, now } = environment;
        const settings = loadCompanySettings(config.companyFile, locale);
        const { policy } = loadPolicy(config.policyFile, locale);
        const today = dayInTimeZone(now(), settings.timeZone);
        const asOf = options.asOf ?? today;
        insistKnown(asOf, today, locale);
        const { facts, card, found } = await withDatabase(config, log, async (database) => {
          const actor = await actorWho(database, environment, 'see_grade');
          const match = await theOneCustomer(database, parts.join(' '), output);
          const card = await customerCard(database, match.customerId, today);
          if (card === null) throw new Refusal(words.nothingFound({ text: match.code }));
          insist(environment, may(actor, 'see_details', card.responsibility));
          const facts = await factsOf(database, match.customerId, asOf, policy.policy.promises);
          const view = { customerCode: facts.customer.code, view: 'details', asOf, assessment: null } as const;
          await recordViews(database, { actor: actor.code, surface: 'cli' }, [view]);
          return { facts, card, found: { matchedBy: match.matchedBy, ...restrictionsOf(card) } };
        });
        const assessment = assess(facts, policy);
        output.document(explanation(facts, assessment, policy, found, output.locale));
        printExplanation(output, facts, assessment, policy, restrictionTexts(card, output.locale, settings.timeZone));
        return 0;
      }),
    );
}

/** @throws Refusal when nobody or more than one customer fits */
async function theOneCustomer(database: Database, text: string, output: Output) {
  const words = cliWording[output.locale];
  const found = await findCustomers(database, text, 10);
  const [match] = found.matches;
  if (match !== undefined && found.matches.length === 1) return match;
  const names = (found.matches.length > 0 ? found.matches : found.suggestions).map(
    ({ code, name }) => `  ${code}  ${name}`,
  );
  const title =
    found.matches.length > 1
      ? words.ambiguous({ text, count: found.matches.length })
      : found.branchOf !== null
        ? words.branch({ text, parent: found.branchOf.parentName })
        : words.nothingFound({ text });
  throw new Refusal([title, ...names].join('\n'));
}

function explanation(
  facts: Facts,
  assessment: Assessment,
  policy: CompiledPolicy,
  found: Pick<LookupMatch, 'matchedBy' | 'hold' | 'measures'>,
  locale: Locale,
): ExplainDocument {
  const texts = reasonTexts(assessment, policy.policy, locale);
  const { code, name, uscc } = facts.customer;
  const limitFen = facts.customer.creditLimitFen;
  const exposureFen = facts.ledger?.exposureFen ?? 0;
  return {
    customer: { code, name, uscc },
    ...found,
    assessment: null,
    detailsHidden: false,
    asOf: assessment.asOf,
    policy: { id: assessment.policyId, hash: assessment.policyHash },
    outcome: assessment.outcome,
    grade: assessment.grade,
    gradeBeforeCaps: assessment.gradeBeforeCaps,
    score: assessment.score,
    confidence: assessment.confidence,
    limitFen,
    exposureFen,
    headroomFen: limitFen === null ? null : limitFen - exposureFen,
    overdueFen: facts.ledger?.overdueFen ?? 0,
    reasons: assessment.reasons.map((reason, index) => ({ ...reason, text: texts[index] ?? reason.id })),
    factors: assessment.factors.map((factor) => ({ ...factor, label: factorLabel(policy, factor.id, locale) })),
    caps: assessment.caps.map((cap) => ({ ...cap, text: describeCap(locale, cap, policy.policy) })),
    staleSince: staleSince(assessment.stale),
    stale: assessment.stale.map((source) => ({ ...source, text: describeStale(locale, source) })),
    limit: assessment.limit,
    terms: assessment.terms,
    expectedLoss: assessment.expectedLoss,
  };
}

/** What holds for the customer today, whatever day is explained. */
function restrictionTexts(card: CustomerCard, locale: Locale, timeZone: string): string[] {
  const hold = holdText(card.hold, locale, timeZone);
  return [...(hold === null ? [] : [hold]), ...card.measures.map((measure) => measureText(measure, locale, timeZone))];
}

function printExplanation(
  output: Output,
  facts: Facts,
  assessment: Assessment,
  policy: CompiledPolicy,
  restrictions: readonly string[],
): void {
  const { locale } = output;
  const words = cliWording[locale];
  const { code, name } = facts.customer;
  const grade = assessment.grade === null ? words.insufficient : gradeText(locale, assessment.grade, policy.policy);
  output.line(`${code}  ${name}  ${assessment.asOf}`);
  for (const restriction of restrictions) output.line(`  ${restriction}`);
  output.line(
    `  ${words.grade} ${grade}  ${words.score} ${assessment.score}  ${words.confidence} ${Math.round(assessment.confidence * 100)}%`,
  );
  output.line(
    `  ${words.exposure} ${formatFen(facts.ledger?.exposureFen ?? 0, locale)}  ${words.overdue} ${formatFen(facts.ledger?.overdueFen ?? 0, locale)}`,
  );
  const since = staleSince(assessment.stale);
  if (since !== null) output.line(`  ${words.staleSince} ${since}`);
  for (const source of assessment.stale) output.line(`    · ${describeStale(locale, source)}`);
  // What is stale has been said.
  const texts = reasonTexts(assessment, policy.policy, locale).filter(
    (_text, place) => assessment.reasons[place]?.kind !== 'stale',
  );
  if (texts.length > 0) output.line(`  ${words.reasons}`);
  for (const text of texts) output.line(`    · ${text}`);
  output.line(words.factors);
  for (const factor of assessment.factors) {
    output.line(
      words.factorLine({
        label: factorLabel(policy, factor.id, locale),
        value: factor.missing ? words.missing : formatMetric(locale, factor.metric, factor.value),
        points: String(factor.points),
        maximum: String(factor.maximumPoints),
        source: SOURCE_LABELS[factor.source][locale],
        date: factor.dataDate ?? words.none,
      }),
    );
  }
  if (assessment.caps.length > 0) output.line(words.caps);
  for (const cap of assessment.caps) output.line(`  ${describeCap(locale, cap, policy.policy)}`);
  output.line(`${words.recommended} ${amountText(assessment.limit.recommendedFen, locale)}`);
  for (const candidate of assessment.limit.candidates) output.line(`  ${describeCandidate(locale, candidate)}`);
  const why = describeTerms(locale, assessment.terms);
  output.line(`${words.terms} ${termsText(assessment.terms, locale)}${why === '' ? '' : `  ${why}`}`);
}

function factorLabel(policy: CompiledPolicy, id: string, locale: Locale): string {
  return policy.policy.factors.find((factor) => factor.id === id)?.label[locale] ?? id;
}
