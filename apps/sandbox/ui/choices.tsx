import { useId } from 'react';
import type { InteractiveElement } from '../src/blocks/layout.ts';
import { plainValue } from '../src/state/plain-value.ts';
import { Text } from './mrkdwn.tsx';
import { useSurface } from './surface.ts';

type ChoiceElement = Extract<InteractiveElement, { type: 'radio_buttons' | 'checkboxes' }>;

/** Radio buttons and checkboxes. */
export function Choices({ element, blockId, label }: { element: ChoiceElement; blockId: string; label: string }) {
  const surface = useSurface();
  const name = useId();
  const actionId = element.action_id ?? '';
  const held = surface.held[blockId]?.[actionId];
  const given = surface.valueOf(blockId, actionId) ?? (held ? plainValue(held) : null);
  const chosen = new Set(Array.isArray(given) ? given : given === null ? [] : [String(given)]);
  const radio = element.type === 'radio_buttons';
  const change = (value: string) => {
    const rest = element.options.map((one) => one.value).filter((one) => chosen.has(one) !== (one === value));
    const next = radio ? value : rest;
    surface.give(blockId, actionId, next);
    void surface.dispatch(blockId, actionId, next);
  };
  return (
    <fieldset className="choices" aria-label={label} disabled={surface.disabled}>
      {element.options.map((option) => (
        <label key={option.value}>
          <input
            type={radio ? 'radio' : 'checkbox'}
            name={name}
            checked={chosen.has(option.value)}
            onChange={() => change(option.value)}
          />
          <span>
            <Text text={option.text} />
            {option.description && (
              <small>
                <Text text={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
