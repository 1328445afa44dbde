import type { FastifyInstance } from 'fastify';
import type { Hub } from '../hub.ts';
import { addEphemeral, addMessage, editMessage, removeEphemeral, removeMessage } from '../state/messages.ts';
import type { ResponseTarget } from '../state/response-urls.ts';
import { findMessage } from '../state/state.ts';
import type { Arguments } from '../web-api/arguments.ts';
import { readContent, requireSomething } from '../web-api/content.ts';
import { SlackRefusal } from '../web-api/refusal.ts';

const yes = (value: unknown) => value === true || value === 'true';

/** @throws SlackRefusal */
function respond(hub: Hub, target: ResponseTarget, body: Arguments): void {
  const { message, channel, user } = target;
  if (yes(body.delete_original)) {
    const gone =
      message !== undefined &&
      (message.ephemeral ? removeEphemeral(hub, user, channel, message.ts) : removeMessage(hub, channel, message.ts));
    if (!gone) throw new SlackRefusal('message_not_found');
    return;
  }
  const content = readContent(hub, body);
  requireSomething(content);
  if (yes(body.replace_original) && message) {
    if (message.ephemeral) {
      if (!removeEphemeral(hub, user, channel, message.ts)) throw new SlackRefusal('message_not_found');
      const shown = addEphemeral(hub, { channel, user, content, threadTs: target.threadTs });
      message.ts = shown.ts;
      return;
    }
    const original = findMessage(hub.state, channel, message.ts);
    if (!original?.fromApp) throw new SlackRefusal('message_not_found');
    editMessage(hub, original, { blocks: [], attachments: [], text: '', ...content });
    return;
  }
  const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : target.threadTs;
  if (body.response_type === 'in_channel') {
    addMessage(hub, { channel, user: hub.workspace.botUser.id, fromApp: true, content, threadTs });
    return;
  }
  addEphemeral(hub, { channel, user, content, threadTs });
}

/** Serves /response/<id>. */
export function serveResponseUrls(server: FastifyInstance, hub: Hub): void {
  server.post<{ Params: { id: string } }>('/response/:id', async (request, reply) => {
    if (hub.faults.outage) {
      reply.hijack();
      reply.raw.destroy();
      return;
    }
    const target = hub.responseUrls.use(request.params.id);
    if (typeof target === 'string') {
      await reply.code(404).send({ ok: false, error: target });
      return;
    }
    const { body } = request;
    const given = typeof body === 'object' && body !== null ? { ...body } : {};
    try {
      respond(hub, target, given);
      hub.requests.push({ method: 'response_url', ok: true, time: hub.now(), args: given });
      await reply.type('text/plain').send('ok');
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      hub.requests.push({ method: 'response_url', ok: false, error: error.code, time: hub.now(), args: given });
      await reply.code(400).send(error.toBody());
    }
  });
}
