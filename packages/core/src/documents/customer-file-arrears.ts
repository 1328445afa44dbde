import { exactYuan } from '../money/exact-yuan.ts';
import { customerFileWording } from '../wording/documents/customer-file.ts';
import { INSTALMENT_STATE_WORDS } from '../wording/instalments.ts';
import { CASE_STATE_LABELS, STAGE_LABELS } from '../wording/labels/collection.ts';
import { CONTACT_METHOD_LABELS } from '../wording/labels/feedback.ts';
import { labelOf } from '../wording/labels/label-of.ts';
import type { Locale } from '../wording/locale.ts';
import { PROMISE_STATE_WORDS } from '../wording/promises.ts';
import type { CustomerRecords } from './customer-records.ts';
import type { DocumentTable } from './printed-document.ts';
import { recordsTable, yuanOrDash } from './records-table.ts';

/** Promises to pay, and how they were kept (R45). */
export function promisesTable({ promises }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  return recordsTable(
    locale,
    [
      [words.alert, 0.7],
      [words.saidOn, 1.2],
      [words.dueOn, 1.2],
      [words.amount, 1.5, 'right'],
      [words.paid, 1.5, 'right'],
      [words.standing, 1.3],
      [words.decidedOn, 1.2],
    ],
    promises.map((promise) => [
      promise.alert,
      promise.recordedOn,
      promise.dueOn,
      exactYuan(promise.amountFen),
      yuanOrDash(promise.paidFen),
      PROMISE_STATE_WORDS[promise.state][locale],
      promise.decidedOn ?? '',
    ]),
  );
}

/** Files that came with answers; by its hash a kept copy can be checked. */
export function filesTable({ files }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  return recordsTable(
    locale,
    [
      [words.alert, 0.7],
      [words.when, 1.7],
      [words.by, 1.2],
      [words.file, 2.4],
      [words.bytes, 1.2, 'right'],
      ['SHA-256', 3.6],
    ],
    files.map((file) => [
      file.alert,
      file.at,
      file.by,
      file.name,
      file.sizeBytes === null ? '—' : String(file.sizeBytes),
      file.sha256 ?? words.notKept,
    ]),
  );
}

/** What was done to collect, case by case: stages with their time, the contact log, plans, letters and ends. */
export function collectionTable({ collection }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  return recordsTable(
    locale,
    [
      [words.case, 0.7],
      [words.when, 1.7],
      [words.event, 1.3],
      [words.result, 4.8],
      [words.by, 1.2],
    ],
    collection.map((one) => {
      const { dueOn, kind } = one;
      const parts = [
        ...(one.stage === null ? [] : [STAGE_LABELS[one.stage][locale]]),
        ...(one.state === null
          ? []
          : [labelOf(kind === 'closed' ? CASE_STATE_LABELS : INSTALMENT_STATE_WORDS, one.state, locale)]),
        ...(one.channel === null ? [] : [labelOf(CONTACT_METHOD_LABELS, one.channel, locale)]),
        ...(one.agree === null ? [] : [one.agree ? words.agree : words.refuse]),
        ...(one.text === '' ? [] : [one.text]),
        ...(dueOn === null ? [] : [kind === 'contact' ? words.expects({ on: dueOn }) : words.due({ on: dueOn })]),
        ...(one.amountFen === null
          ? []
          : [
              kind === 'instalmentJudged' ? words.paidOf({ paid: exactYuan(one.amountFen) }) : exactYuan(one.amountFen),
            ]),
      ];
      return [one.case, one.at, words[kind], parts.join('　'), one.by];
    }),
  );
}
