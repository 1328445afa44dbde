import type { RequestAct } from './act-requests.ts';
import { afterWorkingDays, moment, nextDay } from './calendar.ts';
import type { Evidence, Findings } from './check.ts';
import { readAbsences } from './check-absences.ts';
import { wrongAsked } from './check-asked.ts';
import { type Messages, markOf } from './check-messages.ts';
import { wrongSteps } from './check-request-steps.ts';
import type { Company } from './company.ts';
import { type ApprovalPolicy, expectedRoles, rolesOfRounds } from './expected-levels.ts';
import type { Left } from './personnel.ts';
import { type Request, readRequests, type Step } from './read-requests.ts';
import { readStoring, seenAbsences } from './storing.ts';

/** What every message of a request that has ended says. */
const OUTCOMES: Readonly<Record<string, RegExp>> = {
  approved: /已批准，额度和账期立即生效|已被新的审批结果取代|临时额度已于/,
  rejected: /驳回/,
  withdrawn: /撤回/,
  expired: /自动过期/,
};
const MOMENT = 5_000;

/**
 * Requests for limits (R17, R20, R21): the levels are those of the policy, none is skipped or answered out of turn,
 * nobody answers their own or twice, nothing follows the end, silence ends it in time, every message of an ended one
 * says so and offers nothing, and what is in force is what was agreed to.
 */
export async function checkRequests(evidence: Evidence, messages: Messages): Promise<Findings> {
  const { database, clock, company, left, requestActs, approvals, endedAt } = evidence;
  const requests = await readRequests(evidence);
  const storing = await readStoring(database, clock);
  const away = seenAbsences(await readAbsences(evidence), storing);
  const faults: string[] = [];
  const states: Record<string, number> = {};
  for (const request of requests) {
    states[`requests ${request.state}`] = (states[`requests ${request.state}`] ?? 0) + 1;
    const known = { roles: rolesOfRounds(request, company, approvals), away, storing, company, endedAt };
    const wrong = [
      ...wrongLevels(request, company, approvals),
      ...wrongSteps(request, known),
      ...wrongAsked(request, known),
      ...wrongEnd(request, approvals, endedAt),
      ...wrongGrants(request),
      ...wrongMessages(request, messages, left),
    ];
    faults.push(...wrong.map((what) => `request ${request.id}: ${what}`));
  }
  faults.push(...wrongActs(requests, requestActs));
  return {
    faults,
    counts: {
      'request acts': requestActs.length,
      'request acts confirmed': requestActs.filter(({ confirmed }) => confirmed).length,
      'decided by a delegate': requests.flatMap(({ steps }) => steps).filter(({ onBehalfOf }) => onBehalfOf !== null)
        .length,
      'request steps': requests.reduce((sum, { steps }) => sum + steps.length, 0),
      ...states,
    },
  };
}

/** From the lowest tier up to the first that may decide alone; one's own level falls to the next above. */
function wrongLevels(request: Request, company: Company, { approvals }: ApprovalPolicy): string[] {
  const { levels, limitFen, termDays, onHold } = request;
  const { usual, highest } = expectedRoles(request, request, company, approvals);
  const stored = levels.map(({ role }) => role).join(', ');
  // More credit for a customer on hold goes up to the top; whether it was more is not judged here.
  if (stored === usual.join(', ') || (onHold && stored === highest.join(', '))) return [];
  return [`${limitFen / 100} yuan and ${termDays} days went to ${stored}, the policy wants ${usual.join(', ')}`];
}

/** Whatever nobody decides ends after so many working days, counted anew when it was sent again, or with its last day, and not before. */
function wrongEnd({ state, steps, expiresAt }: Request, { approvalRules }: ApprovalPolicy, endedAt: number): string[] {
  const faults: string[] = [];
  const asked = steps.findLast(({ kind }) => kind === 'request' || kind === 'resubmit');
  const decideBy = asked === undefined ? expiresAt : afterWorkingDays(asked.at, approvalRules.expireAfterWorkingDays);
  const lastDay = asked?.lastDay ?? null;
  const expected = lastDay === null ? decideBy : Math.min(decideBy, moment(nextDay(lastDay), '00:00'));
  if (Math.abs(expected - expiresAt) > MOMENT) {
    faults.push(`ends at ${new Date(expiresAt).toISOString()} instead of ${new Date(expected).toISOString()}`);
  }
  const isOpen = state === 'pending' || state === 'returned';
  if (isOpen && expiresAt < endedAt) faults.push(`it is ${state} although its time has run out`);
  if (state === 'expired' && expiresAt > endedAt) faults.push('it expired before its time');
  const late = steps.filter(({ at }) => at > expiresAt);
  if (late.length > 0) faults.push(`${late.length} steps came after its time had run out`);
  return faults;
}

function wrongGrants({ state, grants, limitFen, termDays, customerId }: Request): string[] {
  const wanted = state === 'approved' ? 1 : 0;
  if (grants.length !== wanted) return [`${grants.length} grants of a request that is ${state}`];
  const [grant] = grants;
  if (grant === undefined) return [];
  const agrees = grant.limitFen === limitFen && grant.termDays === termDays && grant.customerId === customerId;
  return agrees ? [] : [`granted ${JSON.stringify(grant)}, agreed to were ${limitFen} fen and ${termDays} days`];
}

function wrongMessages(
  { id, state, version, messages: told, requestedBy }: Request,
  messages: Messages,
  left: Left,
): string[] {
  const faults: string[] = [];
  const outcome = OUTCOMES[state];
  const isTheirs = (audience: string, code: string) => audience.endsWith(`:${code}`);
  for (const { audience, state: delivery, shownVersion } of told) {
    // Who has left is told nothing more, and what they have stays as it is.
    if ([...left.keys()].some((code) => isTheirs(audience, code))) continue;
    if (delivery === 'claimed' || delivery === 'failed') faults.push(`message for ${audience} is ${delivery}`);
    if (delivery !== 'posted') continue;
    if (shownVersion < version) faults.push(`message for ${audience} shows version ${shownVersion} of ${version}`);
    const [message] = messages.get(markOf('xinshao_limit_request', { request_id: id, audience })) ?? [];
    if (message === undefined) {
      faults.push(`message for ${audience} is said to stand but does not`);
      continue;
    }
    if (outcome === undefined) continue;
    const text = JSON.stringify(message.blocks);
    if (!outcome.test(text)) faults.push(`message for ${audience} does not show that it is ${state}`);
    if (/limit_(approve|reject|return|edit|withdraw)/.test(text))
      faults.push(`message for ${audience} still has buttons`);
  }
  const isTold = told.some(
    ({ audience, state: delivery }) =>
      audience.startsWith('requester:') && isTheirs(audience, requestedBy) && delivery === 'posted',
  );
  if (left.has(requestedBy)) return faults;
  if (!isTold) faults.push(`${requestedBy} was never told`);
  const news = told.find(({ audience }) => audience === `requester:${version}:${requestedBy}`);
  if (['approved', 'rejected', 'returned', 'expired'].includes(state) && news?.state !== 'posted') {
    faults.push(`${requestedBy} was not told that it is ${state}`);
  }
  return faults;
}

/** Nothing is stored that nobody submitted, nothing twice, nothing is lost that somebody was told is stored. */
function wrongActs(requests: readonly Request[], acts: readonly RequestAct[]): string[] {
  const faults: string[] = [];
  const stored = requests.flatMap(({ id, steps }) => steps.map((step) => ({ ...step, id })));
  const times = new Map<string, number>();
  for (const step of stored.filter(({ kind }) => kind !== 'withdraw')) {
    times.set(step.reason, (times.get(step.reason) ?? 0) + 1);
    const act = acts.find(({ text }) => text === step.reason);
    const isTheirs = act?.kind === step.kind && act.by === step.by && (act.requestId ?? step.id) === step.id;
    if (!isTheirs) faults.push(`stored but not submitted: ${JSON.stringify(step)}`);
    const asked = act?.limitYuan ?? null;
    if (isTheirs && asked !== null && act !== undefined && !isAsWished(step, act)) {
      faults.push(`stored otherwise than submitted: ${JSON.stringify(step)}`);
    }
  }
  for (const { id } of stored.filter(({ kind }) => kind === 'withdraw')) {
    if (!acts.some(({ kind, requestId }) => kind === 'withdraw' && requestId === id)) {
      faults.push(`request ${id} was withdrawn by nobody`);
    }
  }
  for (const act of acts.filter(({ kind }) => kind !== 'withdraw')) {
    const count = times.get(act.text) ?? 0;
    if (count > 1) faults.push(`stored ${count} times: ${JSON.stringify(act)}`);
    if (act.confirmed && count === 0) faults.push(`confirmed but lost: ${JSON.stringify(act)}`);
  }
  return faults;
}

function isAsWished({ limitFen, termDays, lastDay }: Step, { limitYuan, ...wish }: RequestAct): boolean {
  return limitFen === (limitYuan ?? 0) * 100 && termDays === wish.termDays && lastDay === wish.until;
}
