import type { Company } from './company.ts';
import type { Request } from './read-requests.ts';

/** The part of the policy file that says who must agree to a limit, and how long they have. */
export interface ApprovalPolicy {
  readonly approvals: readonly {
    readonly tier: number;
    readonly role: string;
    readonly upToYuan?: number | undefined;
    readonly upToTermDays?: number | undefined;
  }[];
  readonly approvalRules: { readonly expireAfterWorkingDays: number };
}

/** Whose agreement a limit and terms take: `highest` for more credit while the customer is on hold. */
export function expectedRoles(
  { owner, requestedBy }: Pick<Request, 'owner' | 'requestedBy'>,
  { limitFen, termDays }: Pick<Request, 'limitFen' | 'termDays'>,
  company: Company,
  approvals: ApprovalPolicy['approvals'],
): { readonly usual: readonly string[]; readonly highest: readonly string[] } {
  const covers = ({ upToYuan, upToTermDays }: ApprovalPolicy['approvals'][number]) =>
    (upToYuan === undefined || limitFen <= upToYuan * 100) && (upToTermDays === undefined || termDays <= upToTermDays);
  const last = approvals.findIndex(covers);
  const managerless = owner === null || company.byCode.get(requestedBy)?.role === 'sales_manager';
  const usable = approvals
    .map((tier, place) => ({ ...tier, place }))
    .filter(({ role }) => !(managerless && role === 'sales_manager'));
  const free = usable.filter(({ role }) => !isAlone(role, requestedBy, company));
  const decidesAlone = free.find(({ place }) => place >= last);
  const expected =
    decidesAlone === undefined
      ? usable.filter(({ place }) => place <= last)
      : free.filter(({ place }) => place <= decidesAlone.place);
  return { usual: expected.map(({ role }) => role), highest: free.map(({ role }) => role) };
}

/** Whose agreement each round took: the last one's is stored, an earlier one's follows from what was asked for in it. */
export function rolesOfRounds(
  request: Request,
  company: Company,
  { approvals }: ApprovalPolicy,
): ReadonlyMap<number, readonly string[]> {
  const asked = request.steps.filter(({ kind }) => kind === 'request' || kind === 'resubmit');
  const rounds = asked.map(({ round, limitFen, termDays }) => {
    const wish = { limitFen: limitFen ?? 0, termDays: termDays ?? 0 };
    const { usual, highest } = expectedRoles(request, wish, company, approvals);
    return [round, request.onHold ? highest : usual] as const;
  });
  const last = Math.max(...asked.map(({ round }) => round));
  return new Map([...rounds, [last, request.levels.map(({ role }) => role)]]);
}

/** Whether the requester is the only one of a role: then nobody could answer for it, and the next above does. */
function isAlone(role: string, requestedBy: string, { people }: Company): boolean {
  const holders = people.filter((person) => person.role === role);
  return holders.length === 1 && holders[0]?.code === requestedBy;
}
