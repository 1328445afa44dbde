import { z } from 'zod';
import { type Hub, personOf } from '../hub.ts';
import { closeModals, openViews, pushModal, stackOf, updateModal } from '../state/views.ts';
import type { ActResult, GivenValues, SubmitResult, View } from '../types.ts';
import { SlackRefusal } from '../web-api/refusal.ts';
import { readView } from '../web-api/views.ts';
import { checkInputs } from './check-inputs.ts';
import { typeInto } from './click.ts';
import { viewPayload } from './payloads.ts';
import { surfaceAt } from './targets.ts';

const answer = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('clear') }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
]);

/** Does what the app's answer to a submission says. */
function follow(hub: Hub, userId: string, view: View, body: unknown): SubmitResult {
  if (
    body === undefined ||
    body === '' ||
    (typeof body === 'object' && body !== null && Object.keys(body).length === 0)
  ) {
    closeModals(hub, userId, [view.id]);
    return { closed: true };
  }
  const parsed = answer.safeParse(body);
  if (!parsed.success) return { failed: 'invalid_response_action' };
  const action = parsed.data;
  switch (action.response_action) {
    case 'clear':
      closeModals(hub, userId, [...stackOf(hub, userId)]);
      return { closed: true };
    case 'errors': {
      const inputs = new Set(view.blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : [])));
      const wrong = Object.keys(action.errors).find((blockId) => !inputs.has(blockId));
      if (wrong !== undefined || Object.keys(action.errors).length === 0) return { failed: 'invalid_errors_block_id' };
      return { errors: action.errors };
    }
    case 'update':
      return { updated: updateModal(hub, view.id, readView(hub, action.view, 'modal')) };
    case 'push':
      return { pushed: pushModal(hub, userId, readView(hub, action.view, 'modal')) };
  }
}

/**
 * Submits a modal with what is given on top of what it holds.
 * What the client itself refuses never reaches the app.
 * @throws Error when the modal is not open, has no such input, or a menu does not offer what was chosen
 */
export async function submit(
  hub: Hub,
  userId: string,
  viewId: string,
  values: GivenValues = {},
): Promise<SubmitResult> {
  const user = personOf(hub, userId);
  const surface = surfaceAt(hub, userId, { modal: viewId });
  if (surface.kind !== 'view') throw new Error(`${viewId} is not a modal`);
  const { view } = surface;
  view.state.values = typeInto(hub, userId, surface, values);
  const errors = checkInputs(view, view.state.values, user.locale);
  if (Object.keys(errors).length > 0) return { errors };
  const outcome = await hub.deliverer.interact(
    'interactive',
    viewPayload(hub, user, view, {
      type: 'view_submission',
      trigger_id: hub.triggers.create(userId, view.id),
      response_urls: [],
    }),
  );
  if (!outcome.ok) return { failed: outcome.error };
  if (!openViews(hub, userId).some((open) => open.id === viewId)) return { closed: true };
  try {
    return follow(hub, userId, view, outcome.body);
  } catch (error) {
    if (error instanceof SlackRefusal) {
      hub.log.error({ error: error.code, lines: error.details.lines }, 'The answer to a submission was refused');
      return { failed: error.code };
    }
    throw error;
  }
}

/** Closes a modal without submitting; the app hears of it when it asked for notify_on_close. */
export async function closeModal(hub: Hub, userId: string, viewId: string, wholeStack = false): Promise<ActResult> {
  const user = personOf(hub, userId);
  const top = openViews(hub, userId).find((view) => view.id === viewId);
  if (!top) throw new Error(`${userId} has no modal ${viewId} open`);
  const whole = wholeStack || top.clear_on_close;
  const closed = closeModals(hub, userId, whole ? [...stackOf(hub, userId)] : [viewId]);
  let last: ActResult = { ok: true, ack: undefined };
  for (const view of closed) {
    if (!view.notify_on_close) continue;
    const outcome = await hub.deliverer.interact(
      'interactive',
      viewPayload(hub, user, view, { type: 'view_closed', is_cleared: whole }),
    );
    last = outcome.ok ? { ok: true, ack: outcome.body } : outcome;
  }
  return last;
}
