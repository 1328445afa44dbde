import { mayAnswer, mayReview } from '../alerts/permissions.ts';
import { approversOf } from '../approvals/absence.ts';
import type { ApprovalRequest } from '../approvals/request.ts';
import type { Member, Responsibility } from '../roles/roles.ts';

/** The sections of a digest in their order; the first is all that a channel gets. */
export const DIGEST_SECTIONS = ['own', 'overdue', 'review', 'approval'] as const;
export type DigestSection = (typeof DIGEST_SECTIONS)[number];

/** Why an alert is in a digest: it waits for the reader's answer, for one of their team, or for their review. */
export const DIGEST_PARTS = ['new', 'waiting', 'overdue', 'review'] as const;
export type DigestPart = (typeof DIGEST_PARTS)[number];

const PARTS: Readonly<Record<DigestSection, readonly DigestPart[]>> = {
  own: ['new', 'waiting'],
  overdue: ['overdue'],
  review: ['review'],
  approval: [],
};

/** Which alerts of a digest stand in a section; none in that of the requests. */
export function partsOfSection(section: DigestSection): readonly DigestPart[] {
  return PARTS[section];
}

/** An alert that one place is to read of. */
export interface DigestAlert {
  readonly place: string;
  readonly alertId: string;
  readonly part: DigestPart;
}

/** A request that waits for one person, at one level of one round. */
export interface DigestRequest {
  readonly place: string;
  readonly requestId: string;
  readonly level: number;
  readonly round: number;
}

/** What one place is told; never empty. */
export interface PlaceDigest<A extends DigestAlert, R extends DigestRequest> {
  readonly place: string;
  readonly alerts: readonly A[];
  readonly requests: readonly R[];
}

/** What waits for people by their role, each list in the order in which it is told. */
export interface Waiting {
  /** Not answered, the deadline has passed. */
  readonly overdue: readonly { readonly alertId: string; readonly responsibility: Responsibility }[];
  /** Answered, not reviewed. */
  readonly answered: readonly { readonly alertId: string }[];
  readonly pending: readonly { readonly id: string; readonly request: ApprovalRequest }[];
}

/**
 * Whom what waits concerns by their role (§9): managers the overdue answers of those they lead, but for their own; risk
 * the answers; and whoever may decide on a request by now, delegates included. A request whose time has run out waits
 * for nobody.
 * @param placeOf how the caller names the place of a person
 */
export function dutiesOf(
  staff: readonly Member[],
  { overdue, answered, pending }: Waiting,
  now: Date,
  placeOf: (staffCode: string) => string,
): { readonly alerts: DigestAlert[]; readonly requests: DigestRequest[] } {
  const led = staff.flatMap((member) =>
    overdue
      .filter(({ responsibility }) => mayAnswer(member, responsibility) && responsibility.ownerCode !== member.code)
      .map(({ alertId }) => ({ place: placeOf(member.code), alertId, part: 'overdue' as const })),
  );
  const reviewed = staff
    .filter(mayReview)
    .flatMap(({ code }) => answered.map(({ alertId }) => ({ place: placeOf(code), alertId, part: 'review' as const })));
  const requests = pending
    .filter(({ request }) => request.expiresAt > now)
    .flatMap(({ id, request }) =>
      approversOf(request, staff, now).map(({ code }) => ({
        place: placeOf(code),
        requestId: id,
        level: request.level,
        round: request.round,
      })),
    );
  return { alerts: [...led, ...reviewed], requests };
}

/**
 * One digest for each place that has anything to read, each alert and request in it once: in the first of the parts
 * that names it. Within a part the given order is kept.
 */
export function composeDigest<A extends DigestAlert, R extends DigestRequest>(
  alerts: readonly A[],
  requests: readonly R[],
): PlaceDigest<A, R>[] {
  const places = new Set([...alerts, ...requests].map(({ place }) => place));
  const alertsOf = Map.groupBy(alerts, ({ place }) => place);
  const requestsOf = Map.groupBy(requests, ({ place }) => place);
  return [...places].map((place) => {
    const own = alertsOf.get(place) ?? [];
    const ordered = DIGEST_PARTS.flatMap((part) => own.filter((alert) => alert.part === part));
    return {
      place,
      alerts: firstOfEach(ordered, ({ alertId }) => alertId),
      requests: firstOfEach(requestsOf.get(place) ?? [], ({ requestId }) => requestId),
    };
  });
}

function firstOfEach<T>(entries: readonly T[], keyOf: (entry: T) => string): T[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = keyOf(entry);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
