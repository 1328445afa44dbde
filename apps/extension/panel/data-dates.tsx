import type { PanelDetails } from '@xinshao/core/contract/overlay-panel.ts';
import { PANEL } from '../ui/wording.ts';
import { Section } from './section.tsx';

/** Of which day the data of each source are. */
export function DataDates({ dates }: { dates: PanelDetails['dataDates'] }) {
  if (dates.length === 0) return null;
  return (
    <Section title={PANEL.dataDates}>
      <dl className="facts">
        {dates.map(({ source, label, day, stale }) => (
          <div key={source}>
            <dt>{label}</dt>
            <dd>
              <time dateTime={day}>{day}</time>
              {stale && <strong className="wrong"> {PANEL.outdated}</strong>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
