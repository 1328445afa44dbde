import type { EvidenceKind, EvidenceRequest } from '@xinshao/core/contract/overlay-evidence.ts';
import type { CustomerPanel, PanelDetails } from '@xinshao/core/contract/overlay-panel.ts';
import { EVENT_LABELS } from '@xinshao/core/wording/labels/events.ts';
import { labelOf } from '@xinshao/core/wording/labels/label-of.ts';
import { useState } from 'react';
import type { PageEvidence } from '../messages.ts';
import { askFor } from '../ui/ask.ts';
import { LOCALE } from '../ui/locale.ts';
import { problemText } from '../ui/problem.tsx';
import { isEvidenceAnswer } from '../ui/server-answers.ts';
import { EVIDENCE } from '../ui/wording.ts';
import { knownCount } from './evidence.tsx';

const MOST = 100_000;

interface Row {
  readonly kind: EvidenceKind;
  readonly count: string;
  readonly included: boolean;
}

type Outcome = { readonly right: boolean; readonly text: string };

interface Props {
  readonly evidence: PageEvidence;
  readonly known: PanelDetails['knownEvents'];
  readonly customer: CustomerPanel['customer'];
}

/** What the page shows, to be checked and corrected by an officer; the press at its end is what sends it. */
export function EvidenceForm({ evidence, known, customer }: Props) {
  const [rows, setRows] = useState<readonly Row[]>(
    evidence.facts.map(({ kind, count }) => ({ kind, count: String(count), included: true })),
  );
  const [withStatus, setWithStatus] = useState(evidence.registryStatus !== null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [state, setState] = useState<'open' | 'sending' | 'sent'>('open');
  const change = (kind: EvidenceKind, changed: Partial<Row>): void => {
    setRows(rows.map((row) => (row.kind === kind ? { ...row, ...changed } : row)));
    setOutcome(null);
  };

  async function save(): Promise<void> {
    const chosen = rows.filter(({ included }) => included);
    const registryStatus = withStatus ? evidence.registryStatus : null;
    if (chosen.length === 0 && registryStatus === null)
      return setOutcome({ right: false, text: EVIDENCE.nothingChosen });
    if (!chosen.every(({ count }) => isCount(count))) return setOutcome({ right: false, text: EVIDENCE.countWrong });
    setState('sending');
    const body: EvidenceRequest = {
      customerId: customer.id,
      site: evidence.site,
      pageKind: 'company',
      pageId: evidence.pageId,
      day: today(),
      facts: chosen.map(({ kind, count }) => ({ kind, count: Number(count) })),
      registryStatus,
    };
    const got = await askFor({ method: 'POST', path: '/evidence', body }, isEvidenceAnswer);
    setState(got.ok ? 'sent' : 'open');
    if (!got.ok) return setOutcome({ right: false, text: problemText(got.problem) });
    setOutcome({ right: true, text: EVIDENCE.saved({ stored: got.value.stored.length, known: got.value.known }) });
  }

  return (
    <form
      className="evidence"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{EVIDENCE.formHint({ name: customer.name })}</p>
      <fieldset disabled={state !== 'open'}>
        <legend>{EVIDENCE.heading}</legend>
        {rows.map(({ kind, count, included }) => {
          const label = labelOf(EVENT_LABELS, kind, LOCALE);
          return (
            <div key={kind} className="evidence-row">
              <input
                type="checkbox"
                aria-label={EVIDENCE.include({ label })}
                checked={included}
                onChange={(event) => change(kind, { included: event.target.checked })}
              />
              <span>{label}</span>
              <input
                type="number"
                min={0}
                max={MOST}
                aria-label={EVIDENCE.count({ label })}
                aria-invalid={included && !isCount(count)}
                value={count}
                disabled={!included}
                onChange={(event) => change(kind, { count: event.target.value })}
              />
              <span className="quiet">{EVIDENCE.known({ count: knownCount(known, kind) })}</span>
            </div>
          );
        })}
        {evidence.registryStatus !== null && (
          <div className="evidence-row">
            <input
              type="checkbox"
              aria-label={EVIDENCE.include({ label: EVIDENCE.status })}
              checked={withStatus}
              onChange={(event) => setWithStatus(event.target.checked)}
            />
            <span>{EVIDENCE.status}</span>
            <span>{evidence.registryStatus}</span>
          </div>
        )}
        <button type="submit">{state === 'sending' ? EVIDENCE.saving : EVIDENCE.save}</button>
      </fieldset>
      <p role="status" className={outcome?.right ? 'right' : 'wrong'}>
        {outcome?.text ?? ''}
      </p>
    </form>
  );
}

function isCount(text: string): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) <= MOST;
}

/** The reader's own calendar day. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
