import { randomBytes } from 'node:crypto';
import type { ViewDefinition } from '../blocks/view.ts';
import type { Hub } from '../hub.ts';
import type { View } from '../types.ts';
import { SlackRefusal } from '../web-api/refusal.ts';
import { withIds } from './identifiers.ts';
import { nextId } from './state.ts';
import { stateOf } from './values.ts';

const maximumStack = 3;

const newHash = (now: number) => `${Math.floor(now / 1000)}.${randomBytes(4).toString('hex')}`;

/** The ids of a person's open modals, bottom first. */
export function stackOf(hub: Hub, user: string): string[] {
  const stack = hub.state.modalStacks[user] ?? [];
  hub.state.modalStacks[user] = stack;
  return stack;
}

/** The open modals themselves. */
export const openViews = (hub: Hub, user: string): View[] =>
  stackOf(hub, user).flatMap((id) => {
    const view = hub.state.views[id];
    return view ? [view] : [];
  });

/** Whose modal it is; undefined when it is not open. */
export const ownerOf = (hub: Hub, viewId: string): string | undefined =>
  Object.entries(hub.state.modalStacks).find(([, stack]) => stack.includes(viewId))?.[0];

function build(hub: Hub, definition: ViewDefinition, before?: View): View {
  const blocks = withIds(definition.blocks);
  const id = before?.id ?? nextId(hub.state, 'V');
  const { team, botUser } = hub.workspace;
  return {
    ...definition,
    blocks,
    id,
    team_id: team.id,
    app_id: botUser.appId,
    bot_id: botUser.botId,
    app_installed_team_id: team.id,
    hash: newHash(hub.now()),
    state: { values: stateOf(blocks, before?.state.values) },
    private_metadata: definition.private_metadata ?? '',
    callback_id: definition.callback_id ?? '',
    external_id: definition.external_id ?? before?.external_id ?? '',
    clear_on_close: definition.clear_on_close ?? false,
    notify_on_close: definition.notify_on_close ?? false,
    root_view_id: before?.root_view_id ?? id,
    previous_view_id: before?.previous_view_id ?? null,
  };
}

/** @throws SlackRefusal duplicate_external_id when another view has it */
function requireFreeExternalId(hub: Hub, definition: ViewDefinition, self?: string): void {
  const { external_id } = definition;
  if (!external_id) return;
  const taken = Object.values(hub.state.views).some((view) => view.external_id === external_id && view.id !== self);
  if (taken) throw new SlackRefusal('duplicate_external_id');
}

/** Opens a modal; one already open gives way, because Slack shows one stack at a time. */
export function openModal(hub: Hub, user: string, definition: ViewDefinition): View {
  requireFreeExternalId(hub, definition);
  for (const id of stackOf(hub, user)) delete hub.state.views[id];
  const view = build(hub, definition);
  hub.state.views[view.id] = view;
  hub.state.modalStacks[user] = [view.id];
  hub.changed(`modals:${user}`);
  return view;
}

/** Puts a modal on top of the stack. @throws SlackRefusal push_limit_reached over three, not_found without a stack */
export function pushModal(hub: Hub, user: string, definition: ViewDefinition): View {
  const stack = stackOf(hub, user);
  const below = stack.at(-1);
  if (below === undefined) throw new SlackRefusal('not_found');
  if (stack.length >= maximumStack) throw new SlackRefusal('push_limit_reached');
  requireFreeExternalId(hub, definition);
  const built = build(hub, definition);
  const view = { ...built, root_view_id: stack[0] ?? built.id, previous_view_id: below };
  hub.state.views[view.id] = view;
  stack.push(view.id);
  hub.changed(`modals:${user}`);
  return view;
}

/** Replaces an open modal's content. @throws SlackRefusal not_found or hash_conflict */
export function updateModal(hub: Hub, viewId: string, definition: ViewDefinition, hash?: string): View {
  const before = hub.state.views[viewId];
  const owner = ownerOf(hub, viewId);
  if (!before || owner === undefined) throw new SlackRefusal('not_found');
  if (hash !== undefined && hash !== '' && hash !== before.hash) throw new SlackRefusal('hash_conflict');
  requireFreeExternalId(hub, definition, viewId);
  const view = build(hub, definition, before);
  hub.state.views[viewId] = view;
  hub.changed(`modals:${owner}`);
  return view;
}

/** Closes modals. @returns those that were open, top first */
export function closeModals(hub: Hub, user: string, viewIds: string[]): View[] {
  const stack = stackOf(hub, user);
  const closed = stack
    .filter((id) => viewIds.includes(id))
    .reverse()
    .flatMap((id) => {
      const view = hub.state.views[id];
      delete hub.state.views[id];
      return view ? [view] : [];
    });
  hub.state.modalStacks[user] = stack.filter((id) => !viewIds.includes(id));
  if (closed.length > 0) hub.changed(`modals:${user}`);
  return closed;
}

/** Publishes a person's Home. @throws SlackRefusal hash_conflict */
export function publishHome(hub: Hub, user: string, definition: ViewDefinition, hash?: string): View {
  const before = hub.state.homes[user];
  if (hash !== undefined && hash !== '' && before && hash !== before.hash) throw new SlackRefusal('hash_conflict');
  const view = build(hub, definition, before);
  hub.state.homes[user] = view;
  hub.changed(`home:${user}`);
  return view;
}
