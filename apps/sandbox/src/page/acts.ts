import { z } from 'zod';
import type { Hub } from '../hub.ts';
import type { People } from '../people/people.ts';
import { removeEphemeral } from '../state/messages.ts';
import { markRead } from './read-page.ts';

const given = z.union([z.string(), z.number(), z.array(z.string()), z.null()]);
const values = z.record(z.string(), z.record(z.string(), given));
const target = z.union([
  z.strictObject({ channel: z.string(), ts: z.string() }),
  z.strictObject({ home: z.literal(true) }),
  z.strictObject({ modal: z.string() }),
]);
const user = z.string();
const channel = z.string();

export const actSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('command'), user, channel, text: z.string().max(4000) }),
  z.strictObject({
    act: z.literal('post'),
    user,
    channel,
    text: z.string().min(1).max(12_000),
    threadTs: z.string().optional(),
  }),
  z.strictObject({
    act: z.literal('click'),
    user,
    target,
    actionId: z.string(),
    value: given.optional(),
    typed: values.optional(),
  }),
  z.strictObject({ act: z.literal('submit'), user, view: z.string(), values }),
  z.strictObject({ act: z.literal('close'), user, view: z.string(), all: z.boolean().optional() }),
  z.strictObject({ act: z.literal('shortcut'), user, channel, ts: z.string(), callbackId: z.string() }),
  z.strictObject({ act: z.literal('home'), user }),
  z.strictObject({ act: z.literal('options'), user, target, actionId: z.string(), typed: z.string().max(500) }),
  z.strictObject({ act: z.literal('dismiss'), user, channel, ts: z.string() }),
  z.strictObject({ act: z.literal('read'), user, channel }),
]);
export type Act = z.input<typeof actSchema>;

/** What people write becomes message text: `& < >` are escaped as Slack's client does, @name and #name become links. */
function asMessageText(hub: Hub, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped
    .replace(/(^|\s)@(channel|here|everyone)(?=$|\s|\p{P})/gu, '$1<!$2>')
    .replace(/@([^\s@#，。,.!！?？:：]+)/gu, (whole, name: string) => {
      const { botUser } = hub.workspace;
      if (name === botUser.name) return `<@${botUser.id}>`;
      const found = hub.workspace.users.find((one) => one.name === name || one.realName === name);
      return found ? `<@${found.id}>` : whole;
    });
}

/** Does what a person did on the page. @throws Error when it cannot be done */
export async function perform(hub: Hub, people: People, act: z.output<typeof actSchema>): Promise<unknown> {
  switch (act.act) {
    case 'command':
      return people.command(act.user, act.channel, act.text);
    case 'post':
      return people.postAs(act.user, act.channel, asMessageText(hub, act.text), act.threadTs);
    case 'click':
      return people.click(act.user, act.target, act.actionId, act.value, act.typed);
    case 'submit':
      return people.submit(act.user, act.view, act.values);
    case 'close':
      return people.closeModal(act.user, act.view, act.all);
    case 'shortcut':
      return people.messageShortcut(act.user, act.channel, act.ts, act.callbackId);
    case 'home':
      return people.openHome(act.user);
    case 'options':
      return people.loadOptions(act.user, act.target, act.actionId, act.typed);
    case 'dismiss':
      return { ok: removeEphemeral(hub, act.user, act.channel, act.ts) };
    case 'read':
      markRead(hub, act.user, act.channel);
      return { ok: true };
  }
}
