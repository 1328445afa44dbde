import { DEFAULT_NOTICE_RULES, type NoticeRules } from '@xinshao/core/policy/notices-schema.ts';
import type { Database } from '../database.ts';
import { compiledPolicy } from '../policies/compiled-policy.ts';

/** The rules of the policy that the latest monitor run used; the defaults before the first run. */
export async function noticeRulesInForce(database: Database): Promise<NoticeRules> {
  const { rows } = await database.pool.query<{ hash: string }>(
    'SELECT policy_hash AS hash FROM monitor_runs ORDER BY id DESC LIMIT 1',
  );
  const [row] = rows;
  const policy = row === undefined ? null : await compiledPolicy(database, row.hash);
  return policy?.policy.notices ?? DEFAULT_NOTICE_RULES;
}
