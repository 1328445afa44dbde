import { type Hub, personOf } from '../hub.ts';
import { addMessage, apiMessage } from '../state/messages.ts';
import { type ChannelState, directChannel, findMessage } from '../state/state.ts';
import type { ActResult, SandboxMessage } from '../types.ts';
import { createFile } from '../web-api/files.ts';
import { asAct } from './click.ts';
import { channelField, eventPayload, interactionBase } from './payloads.ts';
import { channelFor, surfaceAt } from './targets.ts';

const channelTypeOf = (channel: ChannelState) =>
  channel.isDirect ? 'im' : channel.isGroup ? 'mpim' : channel.isPrivate ? 'group' : 'channel';

/** Links as Slack's client writes them into a message. */
const withLinks = (text: string) => text.replace(/(^|[\s（(])(https?:\/\/[^\s<>）)]+)/g, '$1<$2>');

/** The links of a message on the app's domains (or their subdomains). */
function linksOf(hub: Hub, text: string): { url: string; domain: string }[] {
  return [...text.matchAll(/<(https?:\/\/[^|>]+)(?:\|[^>]*)?>/g)].flatMap(([, url]) => {
    if (url === undefined) return [];
    const { hostname } = new URL(url.replaceAll('&amp;', '&'));
    const domain = hub.workspace.unfurlDomains.find((one) => hostname === one || hostname.endsWith(`.${one}`));
    return domain === undefined ? [] : [{ url, domain }];
  });
}

/**
 * Posts as a person; the app hears of it when it is in the channel, and of links on its domains.
 * Events are delivered in the background, as Slack does.
 */
export function postAs(
  hub: Hub,
  userId: string,
  channelName: string,
  text: string,
  threadTs?: string,
  files: string[] = [],
): SandboxMessage {
  personOf(hub, userId);
  const channel = channelFor(hub, userId, channelName);
  if (channel.isArchived) throw new Error(`${channel.name} is archived`);
  const message = addMessage(hub, {
    channel: channel.id,
    user: userId,
    fromApp: false,
    content: { text: withLinks(text) },
    threadTs,
    files,
  });
  if (!channel.members.includes(hub.workspace.botUser.id)) return message;
  const place = { channel: channel.id, event_ts: message.ts };
  const events: Record<string, unknown>[] = [
    { ...apiMessage(hub, message), ...place, channel_type: channelTypeOf(channel), client_msg_id: message.ts },
  ];
  const links = linksOf(hub, message.text);
  if (links.length > 0) {
    events.push({
      type: 'link_shared',
      ...place,
      is_bot_user_member: true,
      user: userId,
      message_ts: message.ts,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      unfurl_id: `${message.ts}.${channel.id}`,
      source: 'conversations_history',
      links,
    });
  }
  if (message.mentions.users.includes(hub.workspace.botUser.id)) {
    events.push({ ...apiMessage(hub, message), ...place, type: 'app_mention' });
  }
  for (const event of events) void hub.deliverer.event(eventPayload(hub, event));
  return message;
}

/** Chooses a message shortcut. @throws Error when the workspace has no such shortcut */
export async function messageShortcut(
  hub: Hub,
  userId: string,
  channelName: string,
  ts: string,
  callbackId: string,
): Promise<ActResult> {
  const user = personOf(hub, userId);
  if (!hub.workspace.shortcuts.some((shortcut) => shortcut.callbackId === callbackId)) {
    throw new Error(`The workspace has no shortcut ${callbackId}`);
  }
  const surface = surfaceAt(hub, userId, { channel: channelName, ts });
  if (surface.kind !== 'message' || surface.ephemeral) throw new Error('Shortcuts work on messages everyone sees');
  const thread = findMessage(hub.state, surface.channel.id, ts)?.threadTs;
  return asAct(
    await hub.deliverer.interact('interactive', {
      type: 'message_action',
      ...interactionBase(hub, user),
      action_ts: momentOf(hub),
      callback_id: callbackId,
      trigger_id: hub.triggers.create(userId),
      channel: channelField(surface.channel),
      message_ts: ts,
      message: surface.body,
      response_url: hub.responseUrls.create({
        channel: surface.channel.id,
        user: userId,
        ...(thread === undefined ? {} : { threadTs: thread }),
      }),
    }),
  );
}

const momentOf = (hub: Hub) => `${(hub.now() / 1000).toFixed(6)}`;

/** Opens the app's Home; resolves when the app acknowledged the event. */
export async function openHome(hub: Hub, userId: string): Promise<ActResult> {
  personOf(hub, userId);
  const channel = directChannel(hub.state, [userId, hub.workspace.botUser.id], hub.now());
  const view = hub.state.homes[userId];
  return asAct(
    await hub.deliverer.event(
      eventPayload(hub, {
        type: 'app_home_opened',
        user: userId,
        channel: channel.id,
        tab: 'home',
        event_ts: momentOf(hub),
        ...(view ? { view } : {}),
      }),
    ),
  );
}

/** Stores a person's file. @returns its id */
export function uploadAs(hub: Hub, userId: string, name: string, content: Buffer): string {
  personOf(hub, userId);
  const file = createFile(hub, userId, name);
  file.contentBase64 = content.toString('base64');
  file.complete = true;
  hub.changed('files');
  return file.id;
}
