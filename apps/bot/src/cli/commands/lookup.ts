import type { LookupDocument, LookupMatch } from '@xinshao/core/contract/lookup.ts';
import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Actor } from '@xinshao/core/roles/abilities.ts';
import { seesDetails } from '@xinshao/core/roles/roles.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { gradeText } from '@xinshao/core/wording/scoring.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { type CustomerCard, customerCard } from '@xinshao/db/customers/customer-card.ts';
import type { Database } from '@xinshao/db/database.ts';
import { type CustomerMatches, findCustomers } from '@xinshao/db/lookup/find-customers.ts';
import type { CustomerMatch } from '@xinshao/db/lookup/match-customers.ts';
import { Command } from 'commander';
import { loadCompanySettings } from '../../config/load-files.ts';
import { measureText } from '../../present/measures.ts';
import { policyLibrary } from '../../present/policy-library.ts';
import { amountText, headroomOf, holdText, reasonTexts } from '../../present/standing.ts';
import { actorWho } from '../acting.ts';
import type { Output } from '../output.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

const MATCHES = 10;

/** `lookup <name|code|uscc>`: that nobody fits is an answer too, with near names where there are any. */
export function lookupCommand(locale: Locale, run: Runner): Command {
  const words = cliWording[locale];
  return new Command('lookup')
    .description(words.lookup)
    .argument('<text...>', words.lookupText)
    .action((parts: string[]) =>
      run(async (environment) => {
        const { output, config, log, now } = environment;
        const text = parts.join(' ');
        const { timeZone } = loadCompanySettings(config.companyFile, output.locale);
        const { found, matches } = await withDatabase(config, log, async (database) => {
          const actor = await actorWho(database, environment, 'see_grade');
          const found = await findCustomers(database, text, MATCHES);
          const today = dayInTimeZone(now(), timeZone);
          const [first] = found.matches;
          if (first === undefined || found.matches.length > 1) return { found, matches: found.matches.map(bareMatch) };
          const match = await describeMatch(database, first, output.locale, { today, timeZone, actor });
          const { customer, detailsHidden, asOf, assessment } = match.document;
          const view = {
            customerCode: customer.code,
            view: detailsHidden ? 'grade' : 'details',
            asOf,
            assessment,
          } as const;
          await recordViews(database, { actor: actor.code, surface: 'cli' }, [view]);
          return { found, matches: [match] };
        });
        const document: LookupDocument = {
          matches: matches.map(({ document }) => document),
          suggestions: found.suggestions.map(({ code, name }) => ({ code, name })),
          branchOf: found.branchOf === null ? null : { name: found.branchOf.parentName },
        };
        output.document(document);
        printFound(output, text, found, matches);
        return 0;
      }),
    );
}

interface Match {
  readonly document: LookupMatch;
  readonly lines: readonly string[];
}

/** One of several that fit: who it is and how it was found, and no figure, lest it be taken for the one meant (§7). */
function bareMatch({ code, name, uscc, matchedBy }: CustomerMatch): Match {
  const document: LookupMatch = {
    customer: { code, name, uscc },
    matchedBy,
    grade: null,
    score: null,
    outcome: null,
    confidence: null,
    asOf: null,
    limitFen: null,
    exposureFen: null,
    headroomFen: null,
    overdueFen: null,
    staleSince: null,
    hold: null,
    measures: [],
    assessment: null,
    detailsHidden: true,
    reasons: [],
  };
  return { document, lines: [`  ${titleOf(document)}`] };
}

/** @returns the figures of the only one that fits; bare where it was deleted meanwhile */
async function describeMatch(
  database: Database,
  match: CustomerMatch,
  locale: Locale,
  { today, timeZone, actor }: { readonly today: Day; readonly timeZone: string; readonly actor: Actor },
): Promise<Match> {
  const card = await customerCard(database, match.customerId, today);
  if (card === null) return bareMatch(match);
  const policy = card.standing === null ? null : await policyLibrary(database).of(card.standing.policyHash);
  const document = matchDocument(card, match.matchedBy, policy, locale, seesDetails(actor, card.responsibility));
  const held = [
    holdText(card.hold, locale, timeZone),
    ...card.measures.map((measure) => measureText(measure, locale, timeZone)),
  ].filter((text) => text !== null);
  return { document, lines: matchLines(document, held, policy, locale) };
}

/** What is held against a customer today, as a document says it. */
export function restrictionsOf({
  hold,
  measures,
}: Pick<CustomerCard, 'hold' | 'measures'>): Pick<LookupMatch, 'hold' | 'measures'> {
  return {
    hold: hold === null ? null : { ...hold, since: hold.since.toISOString() },
    measures: measures.map(({ kind, since, until }) => ({ kind, since: since.toISOString(), until })),
  };
}

function matchDocument(
  { customer, standing, hold, measures }: CustomerCard,
  matchedBy: LookupMatch['matchedBy'],
  policy: Policy | null,
  locale: Locale,
  details: boolean,
): LookupMatch {
  const { code, name, uscc } = customer;
  const texts = standing === null || !details ? [] : reasonTexts(standing.assessment, policy, locale);
  const assessment = standing?.assessment ?? null;
  return {
    customer: { code, name, uscc },
    matchedBy,
    grade: assessment?.grade ?? null,
    score: details ? (assessment?.score ?? null) : null,
    outcome: assessment?.outcome ?? null,
    confidence: details ? (assessment?.confidence ?? null) : null,
    asOf: standing?.asOf ?? null,
    limitFen: standing?.limitFen ?? null,
    exposureFen: details ? (standing?.exposureFen ?? null) : null,
    headroomFen: standing === null || !details ? null : headroomOf(standing),
    overdueFen: details ? (standing?.overdueFen ?? null) : null,
    staleSince: standing?.staleSince ?? null,
    ...restrictionsOf({ hold, measures }),
    assessment: standing?.assessmentId ?? null,
    detailsHidden: !details,
    reasons: details
      ? (assessment?.reasons ?? []).map((reason, index) => ({ ...reason, text: texts[index] ?? reason.id }))
      : [],
  };
}

function matchLines(
  match: LookupMatch,
  restrictions: readonly string[],
  policy: Policy | null,
  locale: Locale,
): string[] {
  const words = cliWording[locale];
  const title = titleOf(match);
  const held = restrictions.map((text) => `  ${text}`);
  if (match.outcome === null) return [title, ...held, `  ${words.notAssessed}`];
  const grade = match.grade === null ? words.insufficient : gradeText(locale, match.grade, policy);
  if (match.detailsHidden) {
    return [
      title,
      ...held,
      `  ${words.grade} ${grade}  ${words.limit} ${amountText(match.limitFen, locale)}`,
      ...(match.staleSince === null ? [] : [`  ${words.staleSince} ${match.staleSince}`]),
      `  ${cardWording[locale].detailsHidden}`,
    ];
  }
  const figures: [string, string][] = [
    [words.limit, amountText(match.limitFen, locale)],
    [words.exposure, amountText(match.exposureFen, locale)],
    [words.headroom, amountText(match.headroomFen, locale)],
    [words.overdue, amountText(match.overdueFen, locale)],
  ];
  return [
    title,
    ...held,
    `  ${words.grade} ${grade}  ${words.score} ${match.score}  ${words.confidence} ${Math.round((match.confidence ?? 0) * 100)}%`,
    `  ${figures.map(([label, amount]) => `${label} ${amount}`).join('  ')}`,
    ...(match.staleSince === null ? [] : [`  ${words.staleSince} ${match.staleSince}`]),
    `  ${words.reasons}`,
    ...match.reasons.map(({ text }) => `    · ${text}`),
  ];
}

function titleOf({ customer: { code, name, uscc } }: LookupMatch): string {
  return [code, name, ...(uscc === null ? [] : [uscc])].join('  ');
}

function printFound(output: Output, text: string, found: CustomerMatches, matches: readonly Match[]): void {
  const words = cliWording[output.locale];
  if (matches.length > 1) output.line(words.ambiguous({ text, count: matches.length }));
  for (const { document, lines } of matches) {
    const { matchedBy, customer } = document;
    if (matchedBy === 'former_name') {
      output.line(cardWording[output.locale].matchedByFormerName({ typed: text, name: customer.name }));
    }
    for (const line of lines) output.line(line);
  }
  if (matches.length > 0) return;
  if (found.branchOf !== null) output.line(words.branch({ text, parent: found.branchOf.parentName }));
  else output.line(words.nothingFound({ text }));
  if (found.suggestions.length > 0) {
    output.line(words.suggestions);
    for (const { code, name } of found.suggestions) output.line(`  ${code}  ${name}`);
  }
}
