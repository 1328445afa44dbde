import type { Day } from '../day/day.ts';
import { exactYuan } from '../money/exact-yuan.ts';
import type { Fen } from '../money/fen.ts';
import { customerFileWording } from '../wording/documents/customer-file.ts';
import { ALERT_STATE_LABELS } from '../wording/labels/feedback.ts';
import { labelOf } from '../wording/labels/label-of.ts';
import {
  MEASURE_LABELS,
  REVIEW_ACTION_LABELS,
  REVIEW_DECISION_LABELS,
  VERDICT_LABELS,
} from '../wording/labels/review.ts';
import { SEVERITY_LABELS } from '../wording/labels/scoring.ts';
import type { Locale } from '../wording/locale.ts';
import { collectionTable, filesTable, promisesTable } from './customer-file-arrears.ts';
import { grantsTable, requestsTable } from './customer-file-credit.ts';
import type { CustomerRecords } from './customer-records.ts';
import { type DocumentBlock, type DocumentTable, facts, heading, type PrintedDocument } from './printed-document.ts';
import { recordsTable, yuanOrDash } from './records-table.ts';

export interface CustomerFile {
  readonly locale: Locale;
  readonly records: CustomerRecords;
  readonly from: Day;
  readonly to: Day;
  readonly madeAt: Date;
  readonly footer: string;
}

/** The file of one customer over a period, as it is printed and kept (R49). */
export function customerFile(file: CustomerFile): PrintedDocument {
  const { locale, records, from, to } = file;
  const words = customerFileWording[locale];
  return {
    language: locale,
    title: words.title,
    subtitle: words.subtitle({ name: records.master.name, from, to }),
    madeAt: file.madeAt.toISOString(),
    footer: file.footer,
    blocks: [
      heading(words.master),
      masterFacts(records.master, locale),
      heading(words.assessments),
      assessmentsTable(records, locale),
      heading(words.limits),
      limitsTable(records, locale),
      heading(words.requests),
      requestsTable(records, locale),
      heading(words.grants),
      grantsTable(records, locale),
      heading(words.alerts),
      alertsTable(records, locale),
      heading(words.promises),
      promisesTable(records, locale),
      heading(words.files),
      filesTable(records, locale),
      heading(words.measures),
      measuresTable(records, locale),
      heading(words.collection),
      collectionTable(records, locale),
      heading(words.audit),
      auditTable(records, locale),
    ],
  };
}

function masterFacts(master: CustomerRecords['master'], locale: Locale): DocumentBlock {
  const words = customerFileWording[locale];
  const amount = (fen: Fen | null) => (fen === null ? null : exactYuan(fen));
  const { documentsComplete } = master;
  return facts([
    [words.name, master.name],
    [words.code, master.code],
    [words.uscc, master.uscc],
    [words.formerNames, master.formerNames.join('; ')],
    [words.region, master.region],
    [words.industry, master.industry],
    [words.size, master.size],
    [words.registeredCapital, amount(master.registeredCapitalFen)],
    [words.establishedOn, master.establishedOn],
    [words.registryStatus, master.registryStatus],
    [words.owner, master.owner],
    [words.limit, amount(master.limitFen)],
    [words.terms, master.termDays === null ? null : String(master.termDays)],
    [words.insured, master.insuredFen === 0 ? null : exactYuan(master.insuredFen)],
    [words.collateral, master.collateralFen === 0 ? null : exactYuan(master.collateralFen)],
    [words.agreementOn, master.agreementOn],
    [words.documents, documentsComplete === null ? null : documentsComplete ? words.yes : words.no],
  ]);
}

function assessmentsTable({ assessments }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  return recordsTable(
    locale,
    [
      [words.asOf, 1.3],
      [words.grade, 0.8],
      [words.score, 0.8, 'right'],
      [words.recommended, 1.6, 'right'],
      [words.exposure, 1.6, 'right'],
      [words.overdue, 1.6, 'right'],
      [words.policy, 1.2],
    ],
    assessments.map((one) => [
      one.asOf,
      one.grade ?? '—',
      one.score.toFixed(1),
      yuanOrDash(one.recommendedFen),
      yuanOrDash(one.exposureFen),
      yuanOrDash(one.overdueFen),
      one.policyHash.slice(0, 12),
    ]),
  );
}

/** The limits and terms in force over time, a line for each change. */
function limitsTable({ assessments }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  const changes = assessments.filter((one, index) => {
    const before = assessments[index - 1];
    return before === undefined || before.limitFen !== one.limitFen || before.termDays !== one.termDays;
  });
  return recordsTable(
    locale,
    [
      [words.since, 1],
      [words.limitThen, 1.5, 'right'],
      [words.termsThen, 1, 'right'],
    ],
    changes.map((one) => [one.asOf, yuanOrDash(one.limitFen), one.termDays === null ? '—' : String(one.termDays)]),
  );
}

function alertsTable({ alerts }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  return recordsTable(
    locale,
    [
      [words.number, 0.7],
      [words.day, 1.3],
      [words.severity, 0.8],
      [words.rules, 1.8],
      [words.state, 1],
      [words.history, 4.5],
    ],
    alerts.map((alert) => [
      alert.id,
      alert.day,
      labelOf(SEVERITY_LABELS, alert.severity, locale),
      alert.rules,
      labelOf(ALERT_STATE_LABELS, alert.state, locale),
      alert.history
        .map((step) => {
          if (step.kind === 'answer') return words.answer(step);
          const { action, cut, verdict, note } = step;
          const what = [
            ...(action === null ? [] : [labelOf(REVIEW_ACTION_LABELS, action, locale)]),
            ...(cut === null
              ? []
              : [words.cut({ from: exactYuan(cut.beforeFen), to: exactYuan(cut.limitFen), request: cut.request })]),
            ...(verdict === null ? [] : [labelOf(VERDICT_LABELS, verdict, locale)]),
          ].join(' ');
          const decision = labelOf(REVIEW_DECISION_LABELS, step.decision, locale);
          return words.review({
            at: step.at,
            by: step.by,
            decision,
            what: what === '' ? '' : ` (${what})`,
            note: note === '' ? '' : `: ${note}`,
          });
        })
        .join('\n'),
    ]),
  );
}

function measuresTable({ measures }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  return recordsTable(
    locale,
    [
      [words.measure, 1.5],
      [words.from, 1.5],
      [words.until, 1.5],
      [words.reason, 3],
    ],
    measures.map(({ kind, since, until, reason }) => [
      kind === 'hold' ? words.hold : labelOf(MEASURE_LABELS, kind, locale),
      since,
      until ?? '',
      reason,
    ]),
  );
}

function auditTable({ audit }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  return recordsTable(
    locale,
    [
      [words.number, 0.9],
      [words.at, 2.2],
      [words.actor, 1],
      [words.action, 2],
      [words.subject, 1.8],
      [words.surface, 0.8],
      [words.hash, 1.8],
    ],
    audit.map((row) => [row.id, row.at, row.actor, row.action, row.subject, row.surface, row.hash.slice(0, 16)]),
  );
}
