import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Hub } from '../hub.ts';
import type { Arguments, MethodTable } from './arguments.ts';
import { SlackRefusal } from './refusal.ts';

const maximumRequests = 5000;

function argumentsOf(request: FastifyRequest): Arguments {
  const { body, query } = request;
  const fromQuery = typeof query === 'object' && query !== null ? query : {};
  const fromBody = typeof body === 'object' && body !== null && !Buffer.isBuffer(body) ? body : {};
  return { ...fromQuery, ...fromBody };
}

/** @throws SlackRefusal not_authed, invalid_auth or not_allowed_token_type */
function authenticate(hub: Hub, request: FastifyRequest, args: Arguments, wanted: 'bot' | 'app'): void {
  const header = request.headers.authorization?.replace(/^Bearer\s+/i, '');
  const token = header ?? (typeof args.token === 'string' ? args.token : undefined);
  if (token === undefined || token === '') throw new SlackRefusal('not_authed');
  const { bot, app } = hub.state.tokens;
  if (token !== bot && token !== app) throw new SlackRefusal('invalid_auth');
  if (token !== (wanted === 'app' ? app : bot)) throw new SlackRefusal('not_allowed_token_type');
}

/** Serves /api/<method>. */
export function serveWebApi(server: FastifyInstance, hub: Hub, methods: MethodTable): void {
  const cut = (reply: FastifyReply) => {
    reply.hijack();
    reply.raw.destroy();
  };

  async function answer(request: FastifyRequest, reply: FastifyReply, name: string) {
    const args = argumentsOf(request);
    const record = (ok: boolean, error?: string) => {
      const { token: _secret, ...shown } = args;
      hub.requests.push({ method: name, ok, time: hub.now(), args: shown, ...(error === undefined ? {} : { error }) });
      if (hub.requests.length > maximumRequests) hub.requests.shift();
    };
    if (hub.faults.outage) {
      record(false, 'outage');
      cut(reply);
      return;
    }
    if (hub.faults.slowMs > 0) await pause(hub.faults.slowMs);
    const fault = hub.faults.take(name);
    try {
      const method = methods[name];
      if (!method) throw new SlackRefusal('unknown_method');
      authenticate(hub, request, args, method.token ?? 'bot');
      if (fault && 'timeout' in fault) {
        await pause(fault.timeout);
        record(false, 'timeout');
        cut(reply);
        return;
      }
      if (fault && 'late' in fault) await pause(fault.late);
      if (fault && 'onArrival' in fault) {
        await fault.onArrival();
        record(false, 'cut');
        cut(reply);
        return;
      }
      if (fault && 'error' in fault) {
        const { error, retryAfter } = fault;
        throw new SlackRefusal(error, error === 'ratelimited' ? { retryAfter: retryAfter ?? 1 } : {});
      }
      if (method.tier !== undefined) hub.rates.method(name, method.tier);
      const result = method.run(hub, args);
      record(true);
      if (fault) {
        if ('onCommit' in fault) await fault.onCommit();
        cut(reply);
        return;
      }
      await reply.send({ ok: true, ...result });
    } catch (error) {
      if (!(error instanceof SlackRefusal)) {
        hub.log.error({ method: name, error: error instanceof Error ? error.stack : String(error) }, 'Web API failure');
        record(false, 'internal_error');
        await reply.send({ ok: false, error: 'internal_error' });
        return;
      }
      record(false, error.code);
      const { retryAfter } = error.details;
      if (retryAfter !== undefined) reply.code(429).header('retry-after', String(retryAfter));
      await reply.send(error.toBody());
    }
  }

  server.route<{ Params: { method: string } }>({
    method: ['GET', 'POST'],
    url: '/api/:method',
    handler: (request, reply) => answer(request, reply, request.params.method),
  });
}
