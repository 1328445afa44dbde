import type { PanelGroup } from '@xinshao/core/contract/overlay-panel.ts';
import type { Chosen } from '../messages.ts';
import { PANEL, WORDS } from '../ui/wording.ts';
import { money } from './money.ts';
import { Section } from './section.tsx';

/** The other companies of its group; each leads to its own panel. */
export function Group({ group, choose }: { group: PanelGroup; choose: (chosen: Chosen) => void }) {
  return (
    <Section title={PANEL.group({ name: group.name })}>
      {group.limitFen !== null && <p>{PANEL.groupLimit({ limit: money(group.limitFen) })}</p>}
      {group.members.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{PANEL.member}</th>
              <th scope="col">{PANEL.grade}</th>
              <th scope="col">{PANEL.exposure}</th>
            </tr>
          </thead>
          <tbody>
            {group.members.map(({ customerId, name, grade, exposureFen }) => (
              <tr key={customerId}>
                <td>
                  <button type="button" className="link" onClick={() => choose({ customerId, name })}>
                    {name}
                  </button>
                </td>
                <td>{grade ?? WORDS.ungraded}</td>
                <td>{exposureFen === null ? PANEL.memberHidden : money(exposureFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
