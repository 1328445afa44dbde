import { z } from 'zod';
import { menuOption, type Option, optionGroup } from '../blocks/text.ts';
import { type Hub, personOf } from '../hub.ts';
import type { ClickTarget, OptionsResult } from '../types.ts';
import { channelField, interactionBase } from './payloads.ts';
import { elementsOf, surfaceAt } from './targets.ts';

const answer = z.union([
  z.object({ options: z.array(menuOption).max(100) }),
  z.object({ option_groups: z.array(optionGroup).max(100) }),
]);

/** Options offered to a person for an external select: what they may choose afterwards. */
const offered = new WeakMap<Hub, Map<string, Option[]>>();
const keyOf = (userId: string, actionId: string) => `${userId} ${actionId}`;

/** The options last offered to a person for an external select. */
export const offeredOptions = (hub: Hub, userId: string, actionId: string): Option[] =>
  offered.get(hub)?.get(keyOf(userId, actionId)) ?? [];

/** Asks the app for an external select's options, as typing into it does. */
export async function loadOptions(
  hub: Hub,
  userId: string,
  target: ClickTarget,
  actionId: string,
  typed: string,
): Promise<OptionsResult> {
  const user = personOf(hub, userId);
  const surface = surfaceAt(hub, userId, target);
  const placed = elementsOf(surface.blocks).find(({ element }) => element.action_id === actionId);
  if (!placed) throw new Error(`No element ${actionId} there`);
  const outcome = await hub.deliverer.interact('interactive', {
    type: 'block_suggestion',
    ...interactionBase(hub, user),
    action_id: actionId,
    block_id: placed.blockId,
    value: typed,
    ...(surface.kind === 'view'
      ? { container: { type: 'view', view_id: surface.view.id }, view: surface.view }
      : {
          container: {
            type: 'message',
            message_ts: surface.ts,
            channel_id: surface.channel.id,
            is_ephemeral: surface.ephemeral,
          },
          channel: channelField(surface.channel),
          message: surface.body,
        }),
  });
  if (!outcome.ok) return outcome;
  const parsed = answer.safeParse(outcome.body ?? { options: [] });
  if (!parsed.success) return { ok: false, error: 'invalid_options', detail: 'the app answered no valid options' };
  const options = 'options' in parsed.data ? parsed.data.options : [];
  const groups = 'option_groups' in parsed.data ? parsed.data.option_groups : [];
  const remembered = offered.get(hub) ?? new Map<string, Option[]>();
  offered.set(hub, remembered);
  const before = remembered.get(keyOf(userId, actionId)) ?? [];
  const now = [...options, ...groups.flatMap((group) => group.options)];
  remembered.set(keyOf(userId, actionId), [...now, ...before].slice(0, 500));
  return { ok: true, options, groups };
}
