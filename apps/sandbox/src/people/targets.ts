import { interactiveElements } from '../blocks/check-blocks.ts';
import type { Block, InteractiveElement } from '../blocks/layout.ts';
import type { Hub } from '../hub.ts';
import { apiMessage } from '../state/messages.ts';
import { type ChannelState, findChannel, findMessage } from '../state/state.ts';
import { stateOf } from '../state/values.ts';
import { openViews } from '../state/views.ts';
import type { ClickTarget, StateValues, View } from '../types.ts';

/** What a person acts on. */
export type Surface =
  | {
      kind: 'message';
      channel: ChannelState;
      ts: string;
      threadTs?: string;
      ephemeral: boolean;
      blocks: Block[];
      body: Record<string, unknown>;
    }
  | { kind: 'view'; view: View; blocks: Block[] };

/** A channel a person is in. @throws Error when there is none, or the person is not in it */
export function channelFor(hub: Hub, userId: string, idOrName: string): ChannelState {
  const channel = findChannel(hub.state, idOrName);
  if (!channel) throw new Error(`No channel ${idOrName}`);
  if (!channel.members.includes(userId)) throw new Error(`${userId} is not in ${channel.name}`);
  return channel;
}

/** What stands at a target in front of a person. @throws Error when the person sees nothing there */
export function surfaceAt(hub: Hub, userId: string, target: ClickTarget): Surface {
  if ('home' in target) {
    const view = hub.state.homes[userId];
    if (!view) throw new Error(`${userId} has no Home yet`);
    return { kind: 'view', view, blocks: view.blocks };
  }
  if ('modal' in target) {
    const open = openViews(hub, userId);
    const view = target.modal === true ? open.at(-1) : open.find((one) => one.id === target.modal);
    if (!view) throw new Error(`${userId} has no such modal open`);
    return { kind: 'view', view, blocks: view.blocks };
  }
  const channel = channelFor(hub, userId, target.channel);
  const message = findMessage(hub.state, channel.id, target.ts);
  if (message) {
    const inAttachments = message.attachments.flatMap((attachment) => attachment.blocks ?? []);
    return {
      kind: 'message',
      channel,
      ts: message.ts,
      ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
      ephemeral: false,
      blocks: [...message.blocks, ...inAttachments],
      body: apiMessage(hub, message),
    };
  }
  const ephemeral = hub.state.ephemerals.find(
    (one) => one.channel === channel.id && one.ts === target.ts && one.user === userId,
  );
  if (!ephemeral) throw new Error(`${userId} sees no message ${target.ts} in ${channel.name}`);
  return {
    kind: 'message',
    channel,
    ts: ephemeral.ts,
    ...(ephemeral.threadTs === undefined ? {} : { threadTs: ephemeral.threadTs }),
    ephemeral: true,
    blocks: ephemeral.blocks,
    body: {
      type: 'message',
      ts: ephemeral.ts,
      text: ephemeral.text,
      blocks: ephemeral.blocks,
      app_id: hub.workspace.botUser.appId,
    },
  };
}

export interface PlacedElement {
  block: Block;
  blockId: string;
  element: InteractiveElement;
}

/** Every element with an action_id on a surface, in order. */
export const elementsOf = (blocks: Block[]): PlacedElement[] =>
  blocks.flatMap((block) =>
    interactiveElements(block).map((element) => ({ block, blockId: block.block_id ?? '', element })),
  );

/** The values a surface holds: those typed on a view, or a message's initial ones. */
export const valuesOf = (surface: Surface): StateValues =>
  surface.kind === 'view' ? surface.view.state.values : stateOf(surface.blocks);
