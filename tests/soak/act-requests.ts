import type { Database } from '@xinshao/db/database.ts';
import type { Sandbox, SubmitResult, View } from '@xinshao/sandbox/types.ts';
import type { ActStyle } from './acts.ts';
import type { Person } from './company.ts';
import { carries, closeForms, filled, formAfter } from './forms.ts';

export type Decision = 'approve' | 'reject' | 'return';

/** What somebody submitted about a request, told apart by a text of its own; withdrawing says none. */
export interface RequestAct {
  readonly kind: 'request' | 'resubmit' | 'withdraw' | Decision;
  readonly by: string;
  readonly text: string;
  readonly limitYuan: number | null;
  readonly termDays: number | null;
  /** The last day that is asked for; null: for good. */
  readonly until: string | null;
  /** null: it was not told its number. */
  requestId: string | null;
  /** They were told that it is stored. */
  confirmed: boolean;
}

/** What somebody asks for. */
export type Wish = Pick<RequestAct, 'until'> & { readonly limitYuan: number; readonly termDays: number };

const CONFIRMED =
  /申请 #\d+ 已提交|已重新提交|已同意，接着等待|已批准，额度和账期立即生效|已驳回，申请人|已退回，申请人|申请已撤回/;
const NOT_STORED = /没有保存|未保存/;

/** People who ask for limits and decide about them, at their clients. @returns of each: whether they got as far as submitting */
export interface RequestHands {
  readonly acts: readonly RequestAct[];
  ask(person: Person, customerCode: string, wish: Wish, style: ActStyle): Promise<boolean>;
  decide(person: Person, requestId: string, decision: Decision, style: ActStyle): Promise<boolean>;
  /** Changes a returned request and sends it again. */
  resubmit(person: Person, requestId: string, wish: Wish, style: ActStyle): Promise<boolean>;
  withdraw(person: Person, requestId: string, style: ActStyle): Promise<boolean>;
}

export function makeRequestHands(sandbox: Sandbox, database: Database): RequestHands {
  const acts: RequestAct[] = [];

  const messageOf = async (requestId: string, kind: 'approver' | 'requester', code: string) => {
    const { rows } = await database.pool.query<{ channel: string; ts: string }>(
      `SELECT channel, ts FROM limit_request_messages WHERE request_id = $1::bigint AND state = 'posted'
         AND audience LIKE $2 || ':%:' || $3 ORDER BY id DESC LIMIT 1`,
      [requestId, kind, code],
    );
    return rows[0];
  };
  const submit = async (
    act: RequestAct,
    user: string,
    view: View,
    values: Record<string, string | null>,
    style: ActStyle,
  ) => {
    acts.push(act);
    const once = () =>
      sandbox.submit(user, view.id, filled(view, values)).catch((): SubmitResult => ({ failed: 'gone' }));
    const results = await Promise.all(style.twice === true ? [once(), once()] : [once()]);
    for (const result of results) {
      const said = JSON.stringify(result.updated ?? result.pushed ?? {});
      if (!CONFIRMED.test(said) || NOT_STORED.test(said)) continue;
      act.confirmed = true;
      act.requestId ??= /申请 #(\d+) 已提交/.exec(said)?.[1] ?? null;
    }
    if (style.again === true) await sandbox.redeliver(2).catch(() => []);
    await closeForms(sandbox, user);
  };
  const text = () => `申请记录第 ${acts.length + 1} 条`;
  const asked = ({ limitYuan, termDays, until }: Wish, reason: string) => ({
    ...{ limit: String(limitYuan), terms: `${termDays}天`, until, reason },
  });

  return {
    acts,
    async ask({ user, code }, customerCode, wish, style) {
      const press = () => sandbox.command(user, 'C0GENERAL', `/credit limit ${customerCode}`);
      const view = await formAfter(sandbox, user, press, { callback: 'submit_limit_request', about: customerCode });
      if (view === null) return false;
      const reason = text();
      const act = { kind: 'request' as const, by: code, text: reason, ...wish };
      await submit({ ...act, requestId: null, confirmed: false }, user, view, asked(wish, reason), style);
      return true;
    },
    async decide({ user, code }, requestId, decision, style) {
      const message = await messageOf(requestId, 'approver', code);
      if (message === undefined) return false;
      const press = () => sandbox.click(user, message, `limit_${decision}`);
      const wanted = { callback: 'submit_limit_decision', about: carries('requestId', requestId) };
      const view = await formAfter(sandbox, user, press, wanted);
      if (view === null) return false;
      const note = text();
      const act = { kind: decision, by: code, text: note, limitYuan: null, termDays: null, until: null };
      await submit({ ...act, requestId, confirmed: false }, user, view, { note }, style);
      return true;
    },
    async resubmit({ user, code }, requestId, wish, style) {
      const message = await messageOf(requestId, 'requester', code);
      if (message === undefined) return false;
      const press = () => sandbox.click(user, message, 'limit_edit');
      const wanted = { callback: 'submit_limit_request', about: carries('requestId', requestId) };
      const view = await formAfter(sandbox, user, press, wanted);
      if (view === null) return false;
      const reason = text();
      const act = { kind: 'resubmit' as const, by: code, text: reason, ...wish };
      await submit({ ...act, requestId, confirmed: false }, user, view, asked(wish, reason), style);
      return true;
    },
    async withdraw({ user, code }, requestId, style) {
      const message = await messageOf(requestId, 'requester', code);
      if (message === undefined) return false;
      const act = { kind: 'withdraw' as const, by: code, text: '', limitYuan: null, termDays: null, until: null };
      const clicks = style.twice === true ? 2 : 1;
      const results = await Promise.all(
        Array.from({ length: clicks }, () => sandbox.click(user, message, 'limit_withdraw').catch(() => null)),
      );
      // A click that nobody acknowledged may yet have been taken before the bot died.
      if (results.some((result) => result !== null)) acts.push({ ...act, requestId, confirmed: false });
      if (results.every((result) => result?.ok !== true)) return false;
      if (style.again === true) await sandbox.redeliver(1).catch(() => []);
      return true;
    },
  };
}
