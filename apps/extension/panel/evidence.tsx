import type { CustomerPanel, PanelDetails } from '@xinshao/core/contract/overlay-panel.ts';
import { EVENT_LABELS } from '@xinshao/core/wording/labels/events.ts';
import { labelOf } from '@xinshao/core/wording/labels/label-of.ts';
import { useEffect, useState } from 'react';
import { askWorker, isSameSubject, type PageEvidence, type Subject } from '../messages.ts';
import { loadManaged } from '../server/managed.ts';
import { LOCALE } from '../ui/locale.ts';
import { EVIDENCE, WORDS } from '../ui/wording.ts';
import { EvidenceForm } from './evidence-form.tsx';
import { Section } from './section.tsx';

type Known = PanelDetails['knownEvents'];

interface Props {
  readonly customer: CustomerPanel['customer'];
  readonly known: Known;
  readonly subject: Subject;
  readonly maySave: boolean;
  readonly windowId: number | undefined;
}

/**
 * What the company page shows of risks beside what we know. Reading the page tells nobody; what is sent is what a risk
 * officer confirms in the form.
 */
export function Evidence({ customer, known, subject, maySave, windowId }: Props) {
  const [read, setRead] = useState<PageEvidence | 'other' | null>(null);
  const [allowed, setAllowed] = useState(false);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to read again
  useEffect(() => {
    let over = false;
    void Promise.all([askWorker('pageEvidence', { windowId }), loadManaged()]).then(([{ evidence }, managed]) => {
      if (over) return;
      setAllowed(managed.evidence);
      // The page may have moved on to another company since the panel asked about this one.
      setRead(evidence !== null && isSameSubject(evidence.subject, subject) ? evidence : 'other');
    });
    return () => {
      over = true;
    };
  }, [windowId, subject, round]);

  const isEmpty = read !== null && read !== 'other' && read.facts.length === 0 && read.registryStatus === null;
  return (
    <Section title={EVIDENCE.heading}>
      {read === null && <p className="quiet">{WORDS.loading}</p>}
      {read === 'other' && <p className="notice">{EVIDENCE.pageGone}</p>}
      {isEmpty && <p className="quiet">{EVIDENCE.nothingRead}</p>}
      {read !== null && read !== 'other' && !isEmpty && (
        <>
          <Differences evidence={read} known={known} />
          {maySave && allowed && <EvidenceForm key={round} evidence={read} known={known} customer={customer} />}
        </>
      )}
      <button type="button" className="second" onClick={() => setRound(round + 1)}>
        {EVIDENCE.read}
      </button>
    </Section>
  );
}

function Differences({ evidence, known }: { evidence: PageEvidence; known: Known }) {
  const differing = evidence.facts
    .map(({ kind, count }) => ({ kind, page: count, known: knownCount(known, kind) }))
    .filter((one) => one.page !== one.known);
  if (differing.length === 0) return <p className="quiet">{EVIDENCE.agrees}</p>;
  return (
    <ul className="differences">
      {differing.map(({ kind, ...counts }) => (
        <li key={kind}>{EVIDENCE.difference({ label: labelOf(EVENT_LABELS, kind, LOCALE), ...counts })}</li>
      ))}
    </ul>
  );
}

/** How many of a kind we know of; none that we have not heard of. */
export function knownCount(known: Known, kind: string): number {
  return known.find((event) => event.kind === kind)?.count ?? 0;
}
