import type { CustomerPanel } from '@xinshao/core/contract/overlay-panel.ts';
import { PANEL } from '../ui/wording.ts';
import { money, percentOf } from './money.ts';

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
  readonly bad?: boolean;
}

/** The cards: grade, limit and terms for everybody, what is owed for those who may see it. */
export function Figures({ panel }: { panel: CustomerPanel }) {
  const { details, limitFen, termDays, asOf } = panel;
  const figures: Figure[] = [
    {
      name: PANEL.grade,
      value: panel.gradeText,
      note: asOf === null ? undefined : PANEL.asOf({ day: asOf }),
      bad: panel.stopped,
    },
    {
      name: PANEL.limit,
      value: limitFen === null ? PANEL.noLimit : money(limitFen),
      note: details?.utilisation == null ? undefined : PANEL.usedOf({ percent: percentOf(details.utilisation) }),
    },
    ...(termDays === null ? [] : [{ name: PANEL.terms, value: PANEL.days({ days: termDays }) }]),
  ];
  if (details !== null) {
    const { headroomFen, exposureFen, overdueFen } = details;
    figures.push({ name: PANEL.exposure, value: money(exposureFen) });
    if (headroomFen !== null) {
      const isOver = headroomFen < 0;
      figures.push({
        name: isOver ? PANEL.overrun : PANEL.headroom,
        value: money(Math.abs(headroomFen)),
        bad: isOver,
      });
    }
    figures.push({ name: PANEL.overdue, value: money(overdueFen), bad: overdueFen > 0 });
    figures.push({
      name: PANEL.score,
      value: String(Math.round(details.score)),
      note: PANEL.confidence({ percent: percentOf(details.confidence) }),
    });
  }
  return (
    <dl className="figures" aria-label={PANEL.figures}>
      {figures.map(({ name, value, note, bad }) => (
        <div key={name} className={bad ? 'figure bad' : 'figure'}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            {note !== undefined && <span className="quiet"> {note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
