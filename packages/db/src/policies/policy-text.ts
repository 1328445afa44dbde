import type { Database } from '../database.ts';

/** The text of a policy version by its content hash; null when no assessment ever used it. */
export async function policyText(database: Database, hash: string): Promise<string | null> {
  const version = await database.prisma.policyVersion.findUnique({ where: { hash }, select: { text: true } });
  return version?.text ?? null;
}
