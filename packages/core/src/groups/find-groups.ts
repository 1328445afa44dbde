import { binds, controls, type OwnershipLink } from './links.ts';

/** A customer that may belong to a group. */
export interface GroupCandidate {
  readonly code: string;
  /** Any measure of size, larger is larger; breaks ties for the lead. */
  readonly size: number;
}

/** Companies under common control, with what binds them. */
export interface CompanyGroup {
  /** Code of the member that controls most others; of equals the largest, then the first by code. */
  readonly leader: string;
  /** Codes of all members in order, the leader among them; always two or more. */
  readonly members: readonly string[];
  /** The binding links inside the group, and the hints between its members. */
  readonly evidence: readonly OwnershipLink[];
}

/**
 * Finds groups of companies under common control (R26–R27): everything connected by binding links, through customers
 * and through persons or holdings that are no customers.
 * @param links ends that are customers carry the customer's code; any other end carries a key of its own
 * @returns groups of two or more customers, ordered by leader; the order of the input does not matter
 */
export function findGroups(candidates: readonly GroupCandidate[], links: readonly OwnershipLink[]): CompanyGroup[] {
  const parent = new Map<string, string>();
  for (const link of links) if (binds(link)) unite(parent, link.subject, link.object);

  const members = new Map<string, GroupCandidate[]>();
  for (const candidate of candidates) {
    if (!parent.has(candidate.code)) continue;
    const root = rootOf(parent, candidate.code);
    members.set(root, [...(members.get(root) ?? []), candidate]);
  }
  const evidence = Map.groupBy(
    links.filter((link) => parent.has(link.subject) && rootOf(parent, link.subject) === rootOf(parent, link.object)),
    (link) => rootOf(parent, link.subject),
  );

  const groups: CompanyGroup[] = [];
  for (const [root, candidatesOfGroup] of members) {
    if (candidatesOfGroup.length < 2) continue;
    const inside = evidence.get(root) ?? [];
    groups.push({
      leader: leaderOf(candidatesOfGroup, inside),
      members: candidatesOfGroup.map((member) => member.code).sort(),
      evidence: inside,
    });
  }
  return groups.sort((a, b) => (a.leader < b.leader ? -1 : 1));
}

function unite(parent: Map<string, string>, a: string, b: string): void {
  const rootA = rootOf(parent, a);
  const rootB = rootOf(parent, b);
  // The lesser text becomes the root, so that the outcome does not depend on the order of links.
  if (rootA < rootB) parent.set(rootB, rootA);
  else if (rootB < rootA) parent.set(rootA, rootB);
}

function rootOf(parent: Map<string, string>, node: string): string {
  let root = node;
  for (let above = parent.get(root); above !== undefined && above !== root; above = parent.get(root)) root = above;
  // Path compression keeps long chains short; a new node becomes its own root.
  let step = node;
  while (step !== root) {
    const next = parent.get(step) ?? root;
    parent.set(step, root);
    step = next;
  }
  parent.set(root, root);
  return root;
}

function leaderOf(members: readonly GroupCandidate[], links: readonly OwnershipLink[]): string {
  const reach = new Map(members.map((member) => [member.code, controlledBy(member.code, links)]));
  const [first] = [...members].sort(
    (a, b) => (reach.get(b.code) ?? 0) - (reach.get(a.code) ?? 0) || b.size - a.size || (a.code < b.code ? -1 : 1),
  );
  return first?.code ?? '';
}

/** How many others the company controls, directly or through others. */
function controlledBy(code: string, links: readonly OwnershipLink[]): number {
  const reached = new Set([code]);
  for (const node of reached) {
    for (const link of links) if (link.subject === node && controls(link)) reached.add(link.object);
  }
  return reached.size - 1;
}
