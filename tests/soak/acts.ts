import type { Database } from '@xinshao/db/database.ts';
import type { Sandbox, SubmitResult, View } from '@xinshao/sandbox/types.ts';
import type { Person } from './company.ts';
import { carries, closeForms, FORM_WITHIN, filled, formAfter } from './forms.ts';

/** What somebody submitted, told apart by a text of its own, and whether they were told that it is stored. */
export interface Submission {
  readonly kind: 'answer' | 'review';
  readonly alertId: string;
  readonly by: string;
  readonly text: string;
  /** Of a review that accepts: what follows for the customer, and its last day. */
  readonly action?: string | null;
  readonly until?: string | null;
  confirmed: boolean;
}

/** Below most limits in force; where it is not, the form says so. */
const NEW_LIMIT_YUAN = '20000';
const CONFIRMED = /反馈已保存|反馈已提交|审核结果已保存|问题已发给负责人|预警单已结案/;
const NOT_STORED = /没有保存|未保存/;

/** People at their clients: they open forms from messages or by command, fill them in, and submit them. */
export interface Hands {
  readonly submissions: readonly Submission[];
  /** @returns whether the person got as far as submitting */
  answer(person: Person, alertId: string, style: ActStyle): Promise<boolean>;
  /** Changes the answer that somebody gave. @returns whether the person got as far as submitting */
  correct(person: Person, alertId: string, style: ActStyle): Promise<boolean>;
  review(person: Person, alertId: string, decision: 'accept' | 'return' | 'close', style: ActStyle): Promise<boolean>;
}

export interface ActStyle {
  /** Submits twice at once. */
  readonly twice?: boolean;
  /** Slack delivers the last submission once more. */
  readonly again?: boolean;
  readonly promiseOn?: string | null;
  readonly action?: string;
  /** The last day of the action's measure. */
  readonly until?: string | null;
  readonly verdict?: string;
}

export function makeHands(sandbox: Sandbox, database: Database): Hands {
  const submissions: Submission[] = [];

  const messageOf = async (alertId: string, audience: string) => {
    const { rows } = await database.pool.query<{ channel: string; ts: string }>(
      `SELECT channel, ts FROM alert_messages WHERE alert_id = $1::bigint AND audience = $2 AND state = 'posted'`,
      [alertId, audience],
    );
    return rows[0];
  };

  /** Choosing the action tells the app, which then asks for the limit. */
  const withNewLimit = async (user: string, view: View) => {
    await sandbox.click(user, { modal: view.id }, 'value', 'cut_limit').catch(() => null);
    const asks = () =>
      sandbox.openModals(user).find(({ blocks }) => blocks.some((one) => one.block_id === 'new_limit'));
    return sandbox.waitFor(asks, FORM_WITHIN).catch(() => null);
  };

  const submit = async (
    submission: Submission,
    user: string,
    view: View,
    values: Readonly<Record<string, string | null>>,
    style: ActStyle,
  ) => {
    submissions.push(submission);
    const once = () =>
      sandbox.submit(user, view.id, filled(view, values)).catch((): SubmitResult => ({ failed: 'gone' }));
    const results = await Promise.all(style.twice === true ? [once(), once()] : [once()]);
    for (const result of results) {
      const said = JSON.stringify(result.updated ?? result.pushed ?? {});
      if (CONFIRMED.test(said) && !NOT_STORED.test(said)) submission.confirmed = true;
    }
    if (style.again === true) await sandbox.redeliver(1).catch(() => []);
    await closeForms(sandbox, user);
  };

  /** By the button of the owner's message, or by the alert's number where there is none. */
  const fillFeedback = async (
    person: Person,
    alertId: string,
    button: 'open_feedback' | 'edit_feedback',
    style: ActStyle,
  ): Promise<boolean> => {
    const { user, code } = person;
    // A manager has one in place of somebody who has left.
    const message = await messageOf(alertId, person.role === 'sales' ? 'owner' : 'manager');
    const press = async () => {
      const clicked = message === undefined ? null : await sandbox.click(user, message, button).catch(() => null);
      return clicked?.ok === true ? clicked : sandbox.command(user, 'C0GENERAL', `/credit feedback ${alertId}`);
    };
    const wanted = { callback: 'submit_feedback', about: carries('alertId', alertId) };
    const view = await formAfter(sandbox, user, press, wanted);
    if (view === null) return false;
    const text = `客户说月底前付款，记录第 ${submissions.length + 1} 条`;
    const promise = style.promiseOn ?? null;
    await submit(
      { kind: 'answer', alertId, by: code, text, confirmed: false },
      user,
      view,
      {
        ...{ contact_method: 'phone', contact_person: '王芳，财务经理', cause: 'temporary_cash_gap' },
        ...{ customer_says: text, recovery: 'likely', recovery_percent: '80', proposed_action: 'watch' },
        ...{ promise_date: promise, promise_amount: promise === null ? null : '1,000' },
        no_promise_reason: promise === null ? '客户要等下游回款，暂时给不出日期' : null,
        dispute_detail: '客户称第三批货物规格不符，正在复验',
        fraud_detail: '已向工商和法院核实，正在进一步调查',
        group_detail: '集团内另一家公司同时出现逾期情况',
      },
      style,
    );
    return true;
  };

  return {
    submissions,
    answer: (person, alertId, style) => fillFeedback(person, alertId, 'open_feedback', style),
    correct: (person, alertId, style) => fillFeedback(person, alertId, 'edit_feedback', style),
    async review(person, alertId, decision, style) {
      const { user, code } = person;
      const { rows } = await database.pool.query<{ audience: string }>(
        `SELECT audience FROM alert_messages WHERE alert_id = $1::bigint AND state = 'posted'
           AND audience LIKE 'review:%:' || $2 ORDER BY id DESC LIMIT 1`,
        [alertId, code],
      );
      const message = await messageOf(alertId, rows[0]?.audience ?? '');
      if (message === undefined) return false;
      const press = () => sandbox.click(user, message, `review_${decision}`);
      const wanted = { callback: 'submit_review', about: carries('alertId', alertId) };
      const first = await formAfter(sandbox, user, press, wanted);
      if (first === null) return false;
      const action = decision === 'accept' ? (style.action ?? 'none') : null;
      const view = action === 'cut_limit' ? await withNewLimit(user, first) : first;
      if (view === null) {
        await closeForms(sandbox, user);
        return false;
      }
      const until = action === null ? null : (style.until ?? null);
      const text = `风控意见第 ${submissions.length + 1} 条`;
      await submit(
        { kind: 'review', alertId, by: code, text, action, until, confirmed: false },
        user,
        view,
        { action, until, verdict: style.verdict ?? 'resolved', note: text, new_limit: NEW_LIMIT_YUAN },
        style,
      );
      return true;
    },
  };
}
