import type { PanelDetails } from '@xinshao/core/contract/overlay-panel.ts';
import { PANEL } from '../ui/wording.ts';
import { money } from './money.ts';
import { Section } from './section.tsx';

/** What is open by days past due: a bar for the eye, and the same as a list. */
export function Aging({ aging }: { aging: PanelDetails['aging'] }) {
  // A credit balance is no part of a bar.
  const total = aging.reduce((sum, { fen }) => sum + Math.max(fen, 0), 0);
  const shown = aging.filter(({ fen }) => fen !== 0);
  return (
    <Section title={PANEL.aging}>
      {shown.length === 0 && <p className="quiet">{PANEL.nothingOwed}</p>}
      {total > 0 && (
        <div className="aging-bar" aria-hidden="true">
          {aging.map(({ bucket, fen }) =>
            fen > 0 ? <span key={bucket} className={`aged-${bucket}`} style={{ flexGrow: fen / total }} /> : null,
          )}
        </div>
      )}
      <ul className="aging-list">
        {shown.map(({ bucket, label, fen }) => (
          <li key={bucket}>
            <span className={`aging-mark aged-${bucket}`} aria-hidden="true" />
            <span>{label}</span>
            <span>{money(fen)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
