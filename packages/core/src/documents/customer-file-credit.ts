import { exactYuan } from '../money/exact-yuan.ts';
import { customerFileWording } from '../wording/documents/customer-file.ts';
import { APPROVAL_STEP_LABELS, APPROVER_LABELS } from '../wording/labels/approvals.ts';
import type { Locale } from '../wording/locale.ts';
import type { CustomerRecords } from './customer-records.ts';
import type { DocumentTable } from './printed-document.ts';
import { recordsTable } from './records-table.ts';

/** What was asked for, and every decision: who, when, at what level, and why (R20, R21). */
export function requestsTable({ requests }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  return recordsTable(
    locale,
    [
      [words.request, 0.7],
      [words.when, 1.7],
      [words.step, 1.1],
      [words.by, 1.3],
      [words.level, 1.5],
      [words.askedFor, 2.4],
      [words.reason, 2.4],
    ],
    requests.map((step) => {
      const { asked, kind, level, onBehalfOf, role } = step;
      return [
        step.request,
        step.at,
        APPROVAL_STEP_LABELS[kind][locale],
        onBehalfOf === null ? step.by : words.onBehalfOf({ by: step.by, of: onBehalfOf }),
        level === null ? '' : words.levelOf({ level, role: role === null ? null : APPROVER_LABELS[role][locale] }),
        asked === null
          ? ''
          : words.asked({ limit: exactYuan(asked.limitFen), days: asked.termDays, until: asked.lastDay }),
        kind === 'delegate' ? words.handedTo({ to: step.reason }) : step.reason,
      ];
    }),
  );
}

/** Limits and terms that were granted, with how they stood when the period ended. */
export function grantsTable({ grants }: CustomerRecords, locale: Locale): DocumentTable {
  const words = customerFileWording[locale];
  return recordsTable(
    locale,
    [
      [words.basis, 1.2],
      [words.limitThen, 1.5, 'right'],
      [words.termsThen, 0.9, 'right'],
      [words.from, 1.1],
      [words.lastDay, 1.1],
      [words.standing, 2],
      [words.reason, 2.4],
    ],
    grants.map((grant) => [
      grant.request === null ? words.byAlert({ id: grant.alert ?? '' }) : words.byRequest({ id: grant.request }),
      exactYuan(grant.limitFen),
      String(grant.termDays),
      grant.from,
      grant.lastDay ?? words.forGood,
      grant.endedOn === null
        ? words.inForce
        : [words.ended({ on: grant.endedOn, by: grant.endedBy }), grant.endReason ?? ''].filter(Boolean).join('\n'),
      grant.reason,
    ]),
  );
}
