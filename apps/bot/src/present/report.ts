import { precisionOf, ratio } from '@xinshao/core/effect/grade.ts';
import { lastDayOf } from '@xinshao/core/effect/month.ts';
import type { EstimateFigures, MonthlyReport, PersonResponse } from '@xinshao/core/effect/monthly-report.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import { VERDICT_LABELS } from '@xinshao/core/wording/labels/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { reportWording } from '@xinshao/core/wording/slack/report.ts';
import type { ReportModel } from '../blocks/report-message.ts';
import type { TextTable } from '../blocks/text-table.ts';
import { ruleLabel } from './policy-library.ts';

/**
 * Puts the figures of a report into words.
 * @param personal whether persons are listed by name: not where many read it
 */
export function reportModel(
  report: MonthlyReport,
  { locale, policy, personal }: { readonly locale: Locale; readonly policy: Policy | null; readonly personal: boolean },
): ReportModel {
  const words = reportWording[locale];
  const rules = report.rules.map((figures) => ({ ...figures, label: ruleLabel(policy, figures.ruleId, locale) }));
  const teams = report.teams.map((team) => ({ ...team, label: team.name ?? words.noTeam }));
  const decided = rules.filter(({ confirmed, falseAlarms }) => confirmed + falseAlarms > 0);
  return {
    locale,
    title: words.title({ month: report.month }),
    lines: summary(report, locale),
    tables: [
      {
        title: words.rules,
        hint: null,
        header: [words.rule, words.ruleOpened, words.confirmed, words.falseAlarms, words.precision, words.lead],
        rows: rules.map(({ label, opened, confirmed, falseAlarms, medianLeadDays }) => [
          label,
          String(opened),
          String(confirmed),
          String(falseAlarms),
          percent(precisionOf(confirmed, falseAlarms)),
          figure(medianLeadDays, 0),
        ]),
      },
      { title: words.teams, hint: null, ...responseTable(words.team, report.teams, words.noTeam, locale) },
      ...(personal
        ? [{ title: words.people, hint: null, ...responseTable(words.person, report.people, words.nobody, locale) }]
        : []),
      {
        title: words.verdicts,
        hint: null,
        header: [words.verdict, words.measuredConfirmed, words.measuredFalse, words.measuredOpen],
        rows: report.verdicts.map((row) => [
          VERDICT_LABELS[row.verdict][locale],
          String(row.confirmed),
          String(row.false_alarm),
          String(row.undecided),
        ]),
      },
      ...(personal
        ? [{ title: words.estimates, hint: words.estimatesHint, ...estimatesTable(report.estimates, locale) }]
        : []),
    ].filter(({ rows }) => rows.length > 0),
    charts: [
      {
        kind: 'bar',
        title: words.chartRules,
        categories: decided.map(({ label }) => label),
        series: [
          { name: words.confirmed, values: decided.map(({ confirmed }) => confirmed) },
          { name: words.falseAlarms, values: decided.map(({ falseAlarms }) => falseAlarms) },
        ],
      },
      {
        kind: 'bar',
        title: words.chartTeams,
        categories: teams.map(({ label }) => label),
        series: [
          { name: words.inTime, values: teams.map(({ inTime }) => inTime) },
          { name: words.late, values: teams.map(({ owed, inTime }) => owed - inTime) },
        ],
      },
    ],
  };
}

function summary(report: MonthlyReport, locale: Locale): string[] {
  const words = reportWording[locale];
  const { opened, response, decided, money, defaults, waiting } = report;
  const { confirmed, falseAlarms, medianLeadDays, alreadyThere } = decided;
  const decidedCount = confirmed + falseAlarms;
  const amount = (fen: number) => formatFen(fen, locale);
  const isEmpty = opened.alerts + decidedCount + defaults.customers === 0;
  return [
    ...(report.asOf < lastDayOf(report.month) ? [words.unfinished({ day: report.asOf })] : []),
    isEmpty ? words.nothing : words.opened({ count: opened.alerts, exposure: amount(opened.exposureFen) }),
    ...(response.owed === 0
      ? []
      : [
          words.response({
            inTime: response.inTime,
            owed: response.owed,
            share: percent(ratio(response.inTime, response.owed)),
            median: hours(response.medianHours, locale),
          }),
        ]),
    ...(decidedCount === 0
      ? []
      : [
          words.decided({
            confirmed,
            falseAlarms,
            precision: percent(precisionOf(confirmed, falseAlarms)),
            lead: figure(medianLeadDays, 0),
            already: alreadyThere,
          }),
          words.money({
            exposure: amount(money.exposureFen),
            recovered: amount(money.recoveredFen),
            outstanding: amount(money.outstandingFen),
          }),
        ]),
    ...(defaults.customers === 0
      ? []
      : [
          words.defaults({
            customers: defaults.customers,
            warned: defaults.warned,
            missed: defaults.customers - defaults.warned,
            recall: percent(ratio(defaults.warned, defaults.customers)),
          }),
        ]),
    ...(waiting === 0 ? [] : [words.waiting({ count: waiting })]),
  ];
}

function responseTable(title: string, rows: readonly PersonResponse[], unnamed: string, locale: Locale): TextTable {
  const words = reportWording[locale];
  return {
    header: [title, words.owed, words.inTime, words.share, words.median],
    rows: rows.map(({ name, owed, inTime, medianHours }) => [
      name ?? unnamed,
      String(owed),
      String(inTime),
      percent(ratio(inTime, owed)),
      hours(medianHours, locale),
    ]),
  };
}

function estimatesTable(rows: readonly EstimateFigures[], locale: Locale): TextTable {
  const words = reportWording[locale];
  return {
    header: [words.person, words.count, words.brier, words.shrunk, words.reliability, words.resolution, words.bias],
    rows: rows.map((row) => [
      row.name,
      String(row.count),
      figure(row.score, 3),
      figure(row.shrunkScore, 3),
      figure(row.reliability, 3),
      figure(row.resolution, 3),
      `${row.bias < 0 ? '−' : '+'}${Math.abs(row.bias * 100).toFixed(0)}%`,
    ]),
  };
}

/** A share 0–1 as `62%`; `—` for nothing. */
export function percent(share: number | null): string {
  return share === null ? '—' : `${Math.round(share * 100)}%`;
}

function figure(value: number | null, decimals: number): string {
  return value === null ? '—' : value.toFixed(decimals);
}

function hours(value: number | null, locale: Locale): string {
  return value === null ? '—' : reportWording[locale].hours({ hours: value.toFixed(1) });
}
