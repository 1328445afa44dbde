import { afterWorkingDays } from './calendar.ts';
import type { Evidence, Findings } from './check.ts';
import { type Messages, markOf } from './check-messages.ts';
import type { CaseAct } from './collectors.ts';
import { answererOf, type Left } from './personnel.ts';

/** The part of the policy file that says how long a stage may take. */
export type CollectionPolicy = Readonly<Record<string, { readonly workingDays: number }>>;

interface Stage {
  readonly number: number;
  readonly stage: string;
  readonly by: string;
  readonly at: number;
  readonly dueAt: number;
}

interface Case {
  readonly id: string;
  readonly customerId: number;
  readonly version: number;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly closeNote: string;
  readonly stages: readonly Stage[];
  readonly contacts: readonly { readonly by: string; readonly result: string }[];
  readonly letters: readonly {
    readonly number: number;
    readonly by: string;
    readonly state: string;
    readonly channel: string;
  }[];
  /** The customer's. */
  readonly owner: string | null;
  readonly messages: readonly {
    readonly id: string;
    readonly audience: string;
    readonly recipient: string | null;
    readonly state: string;
    readonly shown: number;
  }[];
}

interface Accepted {
  readonly customerId: number;
  readonly action: string;
  readonly by: string;
  readonly at: number;
}

const STAGE_OF: Readonly<Record<string, string>> = {
  ...{ collect_phone: 'phone', collect_letter: 'letter', collect_visit: 'visit', legal: 'litigation' },
};
const RUNG: Readonly<Record<string, number>> = { phone: 0, letter: 1, visit: 2, litigation: 3, arbitration: 3 };
const MOMENT = 60_000;

/**
 * Collection (docs/collection.md): every review that collects opens a case or takes it further up, never down; nothing
 * else but people does; every stage has its time and one reminder when it is over; contacts and letters are those that
 * people wrote and asked for, each once; every message stands and shows the newest.
 */
export async function checkCollection(evidence: Evidence, messages: Messages): Promise<Findings> {
  const { caseActs, collection, sandbox, company, left, endedAt } = evidence;
  const cases = await readCases(evidence);
  const accepted = Map.groupBy(await readAccepted(evidence), ({ customerId }) => customerId);
  const faults: string[] = [];
  const counts: Record<string, number> = { 'collection cases': cases.length };
  const count = (what: string, by = 1) => {
    counts[what] = (counts[what] ?? 0) + by;
  };
  for (const one of cases) {
    const wrong = [
      ...wrongStages(one, accepted.get(one.customerId) ?? [], caseActs, collection),
      ...wrongReminders(one, endedAt),
      ...wrongMessages(one, messages),
      ...wrongReaders(one, answererOf(one.owner, endedAt, company, left)?.code, left),
    ];
    for (const { number, state, channel } of one.letters) {
      count('letters');
      const named = `（编号 ${one.id}-${number}）`;
      const came = sandbox
        .messages(channel || '-')
        .filter(({ text, files }) => text.includes(named) && files.length > 0);
      if (state !== 'sent') wrong.push(`letter ${number} is ${state}`);
      if (state === 'sent' && came.length !== 1) wrong.push(`letter ${number} came ${came.length} times`);
    }
    const asked = (by: string) =>
      caseActs.filter((act) => act.kind === 'ask_letter' && act.caseId === one.id && act.by === by);
    for (const [by, letters] of Map.groupBy(one.letters, (letter) => letter.by)) {
      if (letters.length > asked(by).length)
        wrong.push(`${letters.length} letters, ${by} asked ${asked(by).length} times`);
    }
    count('stages', one.stages.length);
    count('stage reminders', one.messages.filter(({ audience }) => audience.startsWith('stage:')).length);
    faults.push(...wrong.map((what) => `case ${one.id}: ${what}`));
  }
  for (const [customerId, reviews] of accepted) {
    for (const { at, action } of reviews) {
      const stage = STAGE_OF[action] ?? '';
      const open = cases.find(
        (one) => one.customerId === customerId && one.openedAt <= at && (one.closedAt ?? endedAt) >= at,
      );
      const reached = open?.stages.filter((entered) => entered.at <= at).at(-1)?.stage ?? '';
      if ((RUNG[reached] ?? -1) < (RUNG[stage] ?? 0))
        faults.push(`customer ${customerId}: ${action} of ${iso(at)} led nowhere`);
    }
  }
  faults.push(...wrongActs(cases, caseActs));
  count(
    'contacts',
    cases.reduce((sum, { contacts }) => sum + contacts.length, 0),
  );
  count('collection acts', caseActs.length);
  return { faults, counts };
}

const iso = (at: number) => new Date(at).toISOString();

function wrongStages(
  { id, stages }: Case,
  accepted: readonly Accepted[],
  acts: readonly CaseAct[],
  policy: CollectionPolicy,
): string[] {
  const faults: string[] = [];
  for (const [place, { number, stage, by, at, dueAt }] of stages.entries()) {
    const what = `stage ${number} (${stage} by ${by})`;
    const before = stages[place - 1];
    if (number !== place + 1) faults.push(`${what} comes at place ${place + 1}`);
    if (before !== undefined && (RUNG[stage] ?? 0) <= (RUNG[before.stage] ?? 0))
      faults.push(`${what} follows ${before.stage}`);
    const review = accepted.some((one) => one.at === at && one.by === by && STAGE_OF[one.action] === stage);
    const act = acts.some((one) => one.kind === 'advance' && one.caseId === id && one.by === by && one.stage === stage);
    if (!review && !(act && before !== undefined)) faults.push(`${what} was entered by nobody`);
    const due = afterWorkingDays(at, policy[stage]?.workingDays ?? 0);
    if (due !== dueAt) faults.push(`${what} ends at ${iso(dueAt)} instead of ${iso(due)}`);
  }
  return faults;
}

/** One reminder of each stage whose time was over while it lasted. */
function wrongReminders({ stages, closedAt, messages }: Case, endedAt: number): string[] {
  return stages.flatMap(({ number, dueAt }, place) => {
    const left = Math.min(stages[place + 1]?.at ?? Number.POSITIVE_INFINITY, closedAt ?? Number.POSITIVE_INFINITY);
    const told = messages.find(({ audience }) => audience === `stage:${number}`);
    const must = dueAt + MOMENT < Math.min(left, endedAt);
    const may = dueAt <= Math.min(left, endedAt);
    if (must && told === undefined) return [`nobody was reminded of stage ${number}, over since ${iso(dueAt)}`];
    if (!may && told !== undefined) return [`stage ${number} was reminded of although it was left at ${iso(left)}`];
    if (must && told?.state !== 'posted' && left > endedAt)
      return [`the reminder of stage ${number} is ${told?.state}`];
    return [];
  });
}

function wrongMessages({ id: caseId, version, closedAt, messages: told }: Case, messages: Messages): string[] {
  return told.flatMap(({ id, audience, state, shown }) => {
    const stands = messages.has(markOf('xinshao_collection', { case_id: caseId, message_id: id }));
    const isOver = closedAt !== null && state === 'pending';
    if (state !== 'posted' && !isOver) return [`message for ${audience} is ${state}`];
    if (state === 'posted' && !stands) return [`message for ${audience} is said to stand but does not`];
    if (state === 'posted' && shown < version) return [`message for ${audience} shows version ${shown} of ${version}`];
    return [];
  });
}

/** Of an open case whoever works on it has a message, and nobody else does: not who had the customer before, nor who has left. */
function wrongReaders({ closedAt, messages: told }: Case, answerer: string | undefined, left: Left): string[] {
  if (closedAt !== null) return [];
  const workers = told.filter(
    ({ audience, state }) => ['owner', 'manager', 'risk'].includes(audience) && state === 'posted',
  );
  const gone = workers.filter(({ recipient }) => left.has(recipient ?? ''));
  const strangers = workers.filter(
    ({ audience, recipient }) => audience === 'owner' && recipient !== (answerer ?? 'R1'),
  );
  const untold = workers.length > 0 && workers.every(({ recipient }) => recipient !== (answerer ?? 'R1'));
  return [
    ...gone.map(({ audience, recipient }) => `the message for ${audience} stands with ${recipient}, who has left`),
    ...strangers.map(({ recipient }) => `the message for the owner stands with ${recipient} instead of ${answerer}`),
    ...(untold ? [`${answerer} has no message of it`] : []),
  ];
}

/** Nothing is stored that nobody submitted, nothing twice, nothing is lost that somebody was told is stored. */
function wrongActs(cases: readonly Case[], acts: readonly CaseAct[]): string[] {
  const faults: string[] = [];
  const contacts = cases.flatMap(({ id, contacts: log }) => log.map((contact) => ({ ...contact, id })));
  for (const { id, by, result } of contacts) {
    const act = acts.find(({ kind, text }) => kind === 'log_contact' && text === result);
    if (act?.caseId !== id || act.by !== by) faults.push(`case ${id}: a contact that ${by} did not log: ${result}`);
  }
  for (const act of acts) {
    const times = contacts.filter(({ result }) => result === act.text).length;
    if (act.kind === 'log_contact' && times > 1) faults.push(`stored ${times} times: ${JSON.stringify(act)}`);
    if (act.kind === 'log_contact' && act.confirmed && times === 0)
      faults.push(`confirmed but lost: ${JSON.stringify(act)}`);
    const one = cases.find(({ id }) => id === act.caseId);
    const entered = one?.stages.some(({ stage }) => stage === act.stage);
    if (act.kind === 'advance' && act.confirmed && entered !== true)
      faults.push(`confirmed but lost: ${JSON.stringify(act)}`);
    if (act.kind === 'end' && act.confirmed && one?.closedAt == null)
      faults.push(`confirmed but open: ${JSON.stringify(act)}`);
  }
  for (const { id, closedAt, closeNote } of cases) {
    const ended = acts.some(({ kind, caseId, text }) => kind === 'end' && caseId === id && text === closeNote);
    if (closedAt !== null && !ended) faults.push(`case ${id} was closed by nobody`);
  }
  return faults;
}

async function readAccepted({ database }: Evidence): Promise<Accepted[]> {
  const { rows } = await database.pool.query<Accepted>(
    `SELECT alert.customer_id AS "customerId", action, by, (extract(epoch FROM at) * 1000)::float8 AS at
     FROM alert_reviews review JOIN alerts alert ON alert.id = review.alert_id
     WHERE decision = 'accept' AND action = ANY($1::text[]) ORDER BY review.id`,
    [Object.keys(STAGE_OF)],
  );
  return rows;
}

async function readCases({ database }: Evidence): Promise<Case[]> {
  const { rows } = await database.pool.query<{ found: Case }>(
    `SELECT json_build_object('id', collection.id::text, 'customerId', customer_id, 'version', version,
       'owner', (SELECT sales_owner FROM customers WHERE id = collection.customer_id),
       'openedAt', extract(epoch FROM opened_at) * 1000, 'closedAt', extract(epoch FROM closed_at) * 1000,
       'closeNote', close_note,
       'stages', (SELECT coalesce(json_agg(json_build_object('number', number, 'stage', stage, 'by', entered_by,
           'at', extract(epoch FROM entered_at) * 1000, 'dueAt', extract(epoch FROM due_at) * 1000) ORDER BY number), '[]')
         FROM collection_stages WHERE case_id = collection.id),
       'contacts', (SELECT coalesce(json_agg(json_build_object('by', logged_by, 'result', result) ORDER BY id), '[]')
         FROM collection_contacts WHERE case_id = collection.id),
       'letters', (SELECT coalesce(json_agg(json_build_object('number', number, 'by', requested_by, 'state', state,
           'channel', coalesce(channel, '')) ORDER BY id), '[]') FROM collection_letters WHERE case_id = collection.id),
       'messages', (SELECT coalesce(json_agg(json_build_object('id', id::text, 'audience', audience, 'recipient', recipient, 'state', state,
           'shown', shown_version) ORDER BY id), '[]') FROM collection_messages WHERE case_id = collection.id)) AS found
     FROM collection_cases collection ORDER BY collection.id`,
  );
  return rows.map(({ found }) => found);
}
