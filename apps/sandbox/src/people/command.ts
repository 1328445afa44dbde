import { fieldOf, type Hub, personOf } from '../hub.ts';
import { addEphemeral, addMessage } from '../state/messages.ts';
import { messagesOf } from '../state/state.ts';
import type { CommandResult } from '../types.ts';
import { readContent, requireSomething } from '../web-api/content.ts';
import { SlackRefusal } from '../web-api/refusal.ts';
import { commandPayload } from './payloads.ts';
import { channelFor } from './targets.ts';

/** Shows what an acknowledgement carries. @throws SlackRefusal when it is not a valid message */
function show(hub: Hub, userId: string, channel: string, body: unknown): void {
  const args = typeof body === 'string' ? { text: body } : typeof body === 'object' && body !== null ? { ...body } : {};
  if (Object.keys(args).length === 0) return;
  const content = readContent(hub, args);
  requireSomething(content);
  if (fieldOf(args, 'response_type') === 'in_channel') {
    addMessage(hub, { channel, user: hub.workspace.botUser.id, fromApp: true, content });
    return;
  }
  addEphemeral(hub, { channel, user: userId, content });
}

/**
 * Types a slash command.
 * @param line '/credit 华东', or only the text of the workspace's first command
 * @throws Error when the workspace has no such command or the person is not in the channel
 */
export async function runCommand(hub: Hub, userId: string, channelName: string, line: string): Promise<CommandResult> {
  const user = personOf(hub, userId);
  const channel = channelFor(hub, userId, channelName);
  if (channel.isArchived) throw new Error(`${channel.name} is archived`);
  const [, typedCommand, typedText] = /^(\/\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
  const command = typedCommand ?? hub.workspace.commands[0];
  if (command === undefined || !hub.workspace.commands.includes(command)) {
    throw new Error(`${command ?? line} is not a valid command`);
  }
  const text = typedCommand === undefined ? line.trim() : (typedText ?? '').trim();
  const lastTs = Math.max(0, ...messagesOf(hub.state, channel.id).map((message) => Number(message.ts)));
  const before = new Set(hub.state.ephemerals.map((one) => one.ts));
  const outcome = await hub.deliverer.interact('slash_commands', commandPayload(hub, { user, channel, command, text }));
  if (!outcome.ok) return outcome;
  try {
    show(hub, userId, channel.id, outcome.body);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return {
      ok: false,
      error: 'invalid_command_response',
      detail: [error.code, ...(error.details.lines ?? [])].join('; '),
    };
  }
  return {
    ok: true,
    ack: outcome.body,
    ephemeral: hub.state.ephemerals.filter(
      (one) => one.user === userId && one.channel === channel.id && !before.has(one.ts),
    ),
    inChannel: messagesOf(hub.state, channel.id).filter((message) => message.fromApp && Number(message.ts) > lastTs),
  };
}
