import type { Known } from './check-asked.ts';
import { decidersBetween } from './expected-deciders.ts';
import type { Request } from './read-requests.ts';

const ENDS = ['approved', 'rejected', 'withdrawn', 'expired'];

/**
 * Follows what was done about a request, step by step: what may follow what, and who may do it (R20, R21).
 * @returns what is wrong, in words
 */
export function wrongSteps({ steps, requestedBy, owner, state }: Request, known: Known): string[] {
  const { roles, away, storing, company } = known;
  const faults: string[] = [];
  let [now, level, round] = ['none', 0, 1];
  let agreed = new Set<string>();
  for (const [number, step] of steps.entries()) {
    const what = `step ${number + 1} (${step.kind} by ${step.by})`;
    const isRequesters = ['request', 'resubmit', 'withdraw'].includes(step.kind);
    if (ENDS.includes(now)) faults.push(`${what} came after it was ${now}`);
    if (step.kind === 'request' ? now !== 'none' : now === 'none') faults.push(`${what} is out of order`);
    if (step.kind === 'resubmit' && now !== 'returned') faults.push(`${what}, but it was ${now}`);
    if (isRequesters && step.by !== requestedBy) faults.push(`${what} is not ${requestedBy}'s`);
    if (!isRequesters) {
      if (now !== 'pending') faults.push(`${what}, but it was ${now}`);
      if (step.by === requestedBy) faults.push(`${what} decides on their own request`);
      if (step.level !== level || step.round !== round) {
        faults.push(`${what} is for level ${step.level} of round ${step.round}, asked was ${level} of ${round}`);
      }
      if (agreed.has(step.by)) faults.push(`${what} agreed before in this round`);
      const asked = { role: roles.get(round)?.[level], owner, requestedBy, agreed };
      // Who may decide is looked at after the moment of the step, and before it is stored.
      const stretch = [step.at, storing.steps.get(step.id) ?? step.at] as const;
      const standsInFor = decidersBetween(asked, stretch, away.perhaps, company).get(step.by);
      if (standsInFor === undefined) {
        faults.push(`${what} may not decide for ${asked.role ?? 'no level'}`);
      } else if ((standsInFor === null) !== (step.onBehalfOf === null)) {
        faults.push(`${what} is stored as for ${step.onBehalfOf ?? 'nobody'}, it was for ${standsInFor ?? 'nobody'}`);
      }
    }
    if (step.kind === 'request') now = 'pending';
    if (step.kind === 'approve') {
      agreed.add(step.by);
      level += 1;
      now = level >= (roles.get(round)?.length ?? 0) ? 'approved' : 'pending';
    }
    if (step.kind === 'reject') now = 'rejected';
    if (step.kind === 'return') now = 'returned';
    if (step.kind === 'withdraw') now = 'withdrawn';
    if (step.kind === 'resubmit') {
      // What was agreed to before no longer counts.
      [now, level, round, agreed] = ['pending', 0, round + 1, new Set()];
    }
  }
  const silent = state === 'expired' && (now === 'pending' || now === 'returned');
  if (state !== now && !silent) faults.push(`it is ${state}, its steps come to ${now}`);
  return faults;
}
