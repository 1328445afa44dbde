import type { Database } from '@xinshao/db/database.ts';
import type { Random } from '@xinshao/examples/generator/random.ts';
import type { Sandbox, SubmitResult } from '@xinshao/sandbox/types.ts';
import type { Agenda } from './agenda.ts';
import { afterWorkingHours, dayOf } from './calendar.ts';
import type { Company, Person } from './company.ts';
import { carries, closeForms, filled, formAfter } from './forms.ts';

/** What somebody did about a case of collection, told apart by a text of its own; a letter is asked for without one. */
export interface CaseAct {
  readonly kind: 'log_contact' | 'advance' | 'ask_letter' | 'end';
  readonly caseId: string;
  readonly by: string;
  readonly text: string;
  /** Where the case was to go. */
  readonly stage: string | null;
  /** They were told that it is stored. */
  confirmed: boolean;
}

/** People who work on cases: they log contacts, ask for letters, go on to the next stage, or give up. */
export interface Collectors {
  readonly acts: readonly CaseAct[];
  look(now: number): Promise<void>;
}

interface OpenCase {
  readonly id: string;
  readonly stage: string;
  /** Whom the message was sent to. */
  readonly recipient: string;
  readonly audience: string;
  readonly channel: string;
  readonly ts: string;
}

const NEXT: Readonly<Record<string, string>> = { phone: 'letter', letter: 'visit' };

export function makeCollectors(options: {
  readonly company: Company;
  readonly database: Database;
  readonly sandbox: Sandbox;
  readonly agenda: Agenda;
  readonly random: Random;
}): Collectors {
  const { company, database, sandbox, agenda, random } = options;
  const acts: CaseAct[] = [];
  const planned = new Set<string>();

  const press = async (person: Person, message: OpenCase) => {
    acts.push({ kind: 'ask_letter', caseId: message.id, by: person.code, text: '', stage: null, confirmed: false });
    const times = random.chance(0.3) ? 2 : 1;
    const pressed = await Promise.all(
      Array.from({ length: times }, () => sandbox.click(person.user, message, 'collect_ask_letter').catch(() => null)),
    );
    if (random.chance(0.15)) await sandbox.redeliver(1).catch(() => []);
    return pressed.some((result) => result?.ok === true);
  };

  const fill = async (person: Person, message: OpenCase, kind: Exclude<CaseAct['kind'], 'ask_letter'>, at: number) => {
    const { user, code } = person;
    const press = () => sandbox.click(user, message, `collect_${kind}`);
    const wanted = { callback: 'submit_collection', about: carries('caseId', message.id) };
    const view = await formAfter(sandbox, user, press, wanted);
    if (view === null) return false;
    const text = `催收记录第 ${acts.length + 1} 条`;
    const stage = kind === 'advance' ? (NEXT[message.stage] ?? null) : null;
    const act: CaseAct = { kind, caseId: message.id, by: code, text, stage, confirmed: false };
    acts.push(act);
    const values = {
      ...{ contacted_on: dayOf(at), person: '王芳，财务经理', channel: 'phone', result: text, next_step: '再联系' },
      ...{ expected_on: null, expected_amount: null, stage, note: text },
    };
    const once = () =>
      sandbox.submit(user, view.id, filled(view, values)).catch((): SubmitResult => ({ failed: 'gone' }));
    const results = await Promise.all(random.chance(0.15) ? [once(), once()] : [once()]);
    act.confirmed = results.some(({ updated }) => JSON.stringify(updated ?? {}).includes('相关消息会随即更新'));
    if (random.chance(0.15)) await sandbox.redeliver(1).catch(() => []);
    await closeForms(sandbox, user);
    return true;
  };

  const planFor = (message: OpenCase, now: number) => {
    const person = company.byCode.get(message.recipient);
    if (person === undefined) return;
    const at = afterWorkingHours(now, random.between(0.2, 10));
    const later = (kind: CaseAct['kind'], hours: number) =>
      agenda.later({
        ...{ kind: `collection: ${kind}`, about: `case ${message.id}`, people: [person] },
        at: afterWorkingHours(at, hours),
        run: () => (kind === 'ask_letter' ? press(person, message) : fill(person, message, kind, at)),
      });
    if (random.chance(0.6)) later('log_contact', 0.1);
    if (random.chance(0.5)) later('ask_letter', 1);
    if (NEXT[message.stage] !== undefined && random.chance(0.3)) later('advance', 3);
    if (person.role === 'risk' && random.chance(0.2)) later('end', 6);
  };

  return {
    acts,
    async look(now) {
      const { rows } = await database.pool.query<OpenCase>(
        `SELECT collection.id::text, collection.stage, message.recipient, message.audience, channel, ts
         FROM collection_cases collection JOIN collection_messages message ON message.case_id = collection.id
         WHERE closed_at IS NULL AND message.state = 'posted' AND message.audience IN ('owner', 'manager', 'risk')
         ORDER BY message.id`,
      );
      for (const message of rows) {
        const stage = `${message.id}/${message.stage}/${message.audience}/${message.recipient}`;
        if (planned.has(stage)) continue;
        planned.add(stage);
        planFor(message, now);
      }
    },
  };
}
