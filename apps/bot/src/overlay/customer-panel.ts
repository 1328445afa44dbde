import type { CustomerPanel, PanelDetails } from '@xinshao/core/contract/overlay-panel.ts';
import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import { AGING_BUCKETS } from '@xinshao/core/facts/facts.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import { may } from '@xinshao/core/roles/abilities.ts';
import { EVENT_LABELS, SOURCE_LABELS } from '@xinshao/core/wording/labels/events.ts';
import { labelOf } from '@xinshao/core/wording/labels/label-of.ts';
import { AGING_LABELS } from '@xinshao/core/wording/labels/scoring.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { describeForbidden } from '@xinshao/core/wording/roles.ts';
import { gradeText } from '@xinshao/core/wording/scoring.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { type CustomerCard, type CustomerStanding, customerCard } from '@xinshao/db/customers/customer-card.ts';
import { knownEventsOf } from '@xinshao/db/overlay/evidence.ts';
import { groupOf, pastStandings } from '@xinshao/db/overlay/panel-parts.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { measureText } from '../present/measures.ts';
import { headroomOf, holdText, reasonTexts, termsOf } from '../present/standing.ts';
import type { Services } from '../services.ts';
import { panelAlerts } from './panel-alerts.ts';
import { changesSince, lastMonthEnds } from './panel-history.ts';

const MONTHS_SHOWN = 12;
const GROUP_MEMBERS_SHOWN = 50;

/** What this member may see of a customer; null when there is no such customer. The look is recorded first. */
export async function customerPanel(
  services: Services,
  member: StaffMember,
  locale: Locale,
  customerId: number,
): Promise<CustomerPanel | null> {
  const { database, timeZone } = services;
  const now = services.now();
  const today = dayInTimeZone(now, timeZone);
  const card = await customerCard(database, customerId, today);
  if (card === null) return null;
  const { standing } = card;
  const permission = may(member, 'see_details', card.responsibility);
  const policy = standing === null ? null : await services.policies.of(standing.policyHash);
  const detailed = standing !== null && permission.may;
  const view = {
    customerCode: card.customer.code,
    view: detailed ? 'details' : 'grade',
    asOf: standing?.asOf ?? null,
    assessment: standing?.assessmentId ?? null,
  } as const;
  await recordViews(database, { actor: member.code, surface: 'api' }, [view], now);
  const grade = standing?.assessment.grade ?? null;
  const hold = holdText(card.hold, locale, timeZone);
  return {
    customer: { ...card.customer, ownerName: card.ownerName },
    grade,
    gradeText: gradeWords(standing, policy, locale),
    limitFen: standing?.limitFen ?? null,
    termDays: termsOf(card),
    asOf: standing?.asOf ?? null,
    staleSince: standing?.staleSince ?? null,
    stopped: hold !== null || card.measures.some(({ kind }) => kind === 'suspend'),
    restrictions: [
      ...(hold === null ? [] : [hold]),
      ...card.measures.map((measure) => measureText(measure, locale, timeZone)),
    ],
    details: detailed ? await details({ services, member, locale, policy, today, now }, card, standing) : null,
    detailsHidden: permission.may ? null : describeForbidden(locale, permission),
  };
}

function gradeWords(standing: CustomerStanding | null, policy: Policy | null, locale: Locale): string {
  if (standing === null) return cardWording[locale].notAssessed;
  const { grade } = standing.assessment;
  return grade === null ? cardWording[locale].insufficient : gradeText(locale, grade, policy);
}

/** Who looks, and when. */
export interface PanelReader {
  readonly services: Services;
  readonly member: StaffMember;
  readonly locale: Locale;
  readonly policy: Policy | null;
  readonly today: Day;
  readonly now: Date;
}

async function details(reader: PanelReader, card: CustomerCard, standing: CustomerStanding): Promise<PanelDetails> {
  const { services, locale, policy, today } = reader;
  const { database } = services;
  const { assessment, facts, limitFen, exposureFen, overdueFen } = standing;
  const { id } = card.customer;
  const [past, events, openAlerts, group] = await Promise.all([
    pastStandings(database, id, lastMonthEnds(today, MONTHS_SHOWN)),
    knownEventsOf(database, id, today),
    panelAlerts(reader, card.openAlerts),
    groupShown(reader, id),
  ]);
  const present = { grade: assessment.grade, exposureFen, overdueFen, limitFen };
  return {
    score: assessment.score,
    confidence: assessment.confidence,
    recommendedLimitFen: assessment.limit.recommendedFen,
    exposureFen,
    headroomFen: headroomOf(standing),
    utilisation: limitFen === null || limitFen <= 0 ? null : exposureFen / limitFen,
    overdueFen,
    aging: AGING_BUCKETS.map((bucket, place) => ({
      bucket,
      label: AGING_LABELS[bucket][locale],
      fen: facts.ledger?.aging[place] ?? 0,
    })),
    reasons: reasonTexts(assessment, policy, locale),
    dataDates: Object.entries(facts.dataDates).map(([source, day]) => ({
      source,
      label: labelOf(SOURCE_LABELS, source, locale),
      day,
      stale: standing.stale.some((stale) => stale.source === source),
    })),
    openAlerts,
    openAlertCount: card.openAlertCount,
    group,
    history: [
      ...past.map(({ day, grade, exposureFen: then }) => ({ day, grade, exposureFen: then })),
      { day: today, grade: assessment.grade, exposureFen },
    ],
    changes: changesSince(past.at(-1) ?? null, present, policy, locale),
    knownEvents: events.map((event) => ({ ...event, label: labelOf(EVENT_LABELS, event.kind, locale) })),
  };
}

/** The group, with figures only of members whose details the reader may see. */
async function groupShown({ services, member }: PanelReader, customerId: number): Promise<PanelDetails['group']> {
  const group = await groupOf(services.database, customerId, GROUP_MEMBERS_SHOWN);
  if (group === null) return null;
  return {
    ...group,
    members: group.members.map(({ responsibility, exposureFen, ...shown }) => ({
      ...shown,
      exposureFen: may(member, 'see_details', responsibility).may ? exposureFen : null,
    })),
  };
}
