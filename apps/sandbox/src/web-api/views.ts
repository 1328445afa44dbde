import { z } from 'zod';
import { checkView, type ViewDefinition } from '../blocks/view.ts';
import { findUser, type Hub } from '../hub.ts';
import { openModal, ownerOf, publishHome, pushModal, updateModal } from '../state/views.ts';
import { type Arguments, decoded, type MethodTable, readArguments } from './arguments.ts';
import { SlackRefusal } from './refusal.ts';

const view = z.unknown().refine((value) => value !== undefined, 'missing required field: view');
const triggered = z.object({ trigger_id: z.string().min(1), view });

/** @throws SlackRefusal invalid_arguments or view_too_large */
export function readView(hub: Hub, value: unknown, expected: 'modal' | 'home'): ViewDefinition {
  const checked = checkView(decoded(value), expected, hub.faults.refuseNewBlocks);
  if (!checked.ok) throw SlackRefusal.fromComplaints(checked.error, checked.complaints);
  return checked.view;
}

export const viewMethods: MethodTable = {
  'views.open': {
    tier: 100,
    run(hub, args) {
      const given = readArguments(triggered, args);
      const definition = readView(hub, given.view, 'modal');
      const trigger = hub.triggers.exchange(given.trigger_id);
      return { view: openModal(hub, trigger.user, definition) };
    },
  },
  'views.push': {
    tier: 100,
    run(hub, args) {
      const given = readArguments(triggered, args);
      const definition = readView(hub, given.view, 'modal');
      const trigger = hub.triggers.exchange(given.trigger_id);
      if (trigger.view === undefined) throw new SlackRefusal('not_found');
      return { view: pushModal(hub, trigger.user, definition) };
    },
  },
  'views.update': { tier: 100, run: update },
  'views.publish': {
    tier: 100,
    run(hub, args) {
      const given = readArguments(z.object({ user_id: z.string(), view, hash: z.string().optional() }), args);
      const definition = readView(hub, given.view, 'home');
      if (!findUser(hub, given.user_id)) {
        throw new SlackRefusal('invalid_arguments', { lines: ['invalid `user_id`'] });
      }
      return { view: publishHome(hub, given.user_id, definition, given.hash) };
    },
  },
};

function update(hub: Hub, args: Arguments) {
  const schema = z.object({
    view,
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
  });
  const given = readArguments(schema, args);
  if ((given.view_id ?? given.external_id) === undefined) {
    throw new SlackRefusal('invalid_arguments', { lines: ['missing required field: view_id or external_id'] });
  }
  const found = Object.values(hub.state.views).find((one) =>
    given.view_id === undefined ? one.external_id === given.external_id : one.id === given.view_id,
  );
  const home = Object.entries(hub.state.homes).find(([, one]) => one.id === given.view_id);
  if (home) {
    return { view: publishHome(hub, home[0], readView(hub, given.view, 'home'), given.hash) };
  }
  const definition = readView(hub, given.view, 'modal');
  if (!found || ownerOf(hub, found.id) === undefined) throw new SlackRefusal('not_found');
  return { view: updateModal(hub, found.id, definition, given.hash) };
}
