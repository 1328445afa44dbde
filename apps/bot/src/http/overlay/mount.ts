import { OVERLAY_PATH, type OverlayError } from '@xinshao/core/contract/overlay.ts';
import { MEMBER_HEADER, memberText } from '@xinshao/core/contract/overlay-member.ts';
import { NOW_HEADER, PROOF_HEADER } from '@xinshao/core/contract/overlay-proof.ts';
import { may } from '@xinshao/core/roles/abilities.ts';
import { type Locale, localeFrom } from '@xinshao/core/wording/locale.ts';
import { describeForbidden } from '@xinshao/core/wording/roles.ts';
import { holderOfToken, recordStrayToken, type TokenHolder } from '@xinshao/db/overlay/pairing.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { secretHash } from '../../pairing/secrets.ts';
import type { Services } from '../../services.ts';
import { isDatabaseDown } from '../../slack/present-error.ts';
import { bodyHashes } from './body-hash.ts';
import { limiter } from './limiter.ts';
import { openApi } from './open-api.ts';
import { proofProblem } from './proof.ts';
import { Refused, refusalOf, STATUS } from './refused.ts';
import type { OverlayRoute, PublicContext } from './route.ts';
import { OVERLAY_ROUTES } from './routes.ts';

const BODY_LIMIT = 64 * 1024;
const DAY_SECONDS = 86_400;

export interface OverlayOptions {
  readonly services: Services;
  /** Extensions that may ask. */
  readonly extensionIds: readonly string[];
}

/** The interface of the browser extension under `/api/v1`. Refusals are `OverlayRefusal`, whatever went wrong. */
export function mountOverlay(server: FastifyInstance, options: OverlayOptions): void {
  const { services } = options;
  server.register(
    async (scope) => {
      const identify = identification(services, bodyHashes(scope));
      const wrongCodes = limiter({ ...WRONG_CODES, now: () => performance.now() });
      scope.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store').header('vary', 'origin').header('x-content-type-options', 'nosniff');
        reply.header(NOW_HEADER, String(services.now().getTime()));
        const { origin } = request.headers;
        if (origin === undefined) return;
        if (!isOurs(origin, options.extensionIds)) throw new Refused('not_allowed');
        reply
          .header('access-control-allow-origin', origin)
          .header('access-control-allow-methods', 'GET, POST')
          .header('access-control-allow-headers', `authorization, content-type, accept-language, ${PROOF_HEADER}`)
          .header('access-control-expose-headers', `${NOW_HEADER}, ${MEMBER_HEADER}`)
          .header('access-control-max-age', String(DAY_SECONDS));
      });
      scope.setErrorHandler((error, request, reply) => refuse(services, error, request, reply));
      scope.setNotFoundHandler((request, reply) => send(reply, 'not_found', localeOf(request), null));
      scope.options('/*', async (_request, reply) => reply.code(204).send());
      const description = openApi(OVERLAY_ROUTES);
      scope.get('/openapi.json', async () => description);
      for (const route of OVERLAY_ROUTES) serve(scope, route, { services, wrongCodes }, identify);
    },
    { prefix: OVERLAY_PATH },
  );
}

/**
 * Wrong pairing codes by address. It is five tries that lock a code; this keeps one address from trying all codes there
 * may be, and is wide enough that colleagues behind the same address still pair.
 */
const WRONG_CODES = { burst: 100, perSecond: 10 };

type Identify = (request: FastifyRequest) => Promise<TokenHolder>;

function serve(
  scope: FastifyInstance,
  route: OverlayRoute,
  server: Pick<PublicContext, 'services' | 'wrongCodes'>,
  identify: Identify,
): void {
  const { services } = server;
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const noted: Record<string, unknown> = {};
    const started = performance.now();
    reply.raw.once('finish', () => {
      const { statusCode: status } = reply;
      const milliseconds = Math.round(performance.now() - started);
      // The route's pattern, never the address: a search would name the company.
      services.log.info({ method: route.method, route: route.path, status, milliseconds, ...noted }, 'overlay request');
    });
    const holder = route.ability === null ? null : await identify(request);
    const locale = holder === null ? localeOf(request) : await services.people.localeOf(holder.slackUserId);
    if (holder !== null && route.ability !== null) {
      const { code, name, role } = holder.member;
      noted.staff = code;
      reply.header(MEMBER_HEADER, memberText({ code, name, role, locale }));
      const permission = may(holder.member, route.ability);
      if (!permission.may) throw new Refused('not_allowed', describeForbidden(locale, permission));
    }
    const note = (details: Readonly<Record<string, unknown>>) => void Object.assign(noted, details);
    const userAgent = request.headers['user-agent'];
    const content = route.from === 'nothing' ? {} : request[route.from];
    try {
      return await route.run({ ...server, locale, address: request.ip, userAgent, note }, holder, content);
    } catch (error) {
      // Known here, and not any more in the error handler: the reader's language.
      if (error instanceof Refused && error.said === null)
        throw new Refused(error.code, refusalOf(error.code, locale).message);
      throw error;
    }
  };
  scope.route({ method: route.method, url: route.path, bodyLimit: BODY_LIMIT, handler });
}

/**
 * Who asks, by their token; each token, and each address that shows wrong ones, has a rate of its own. Whose token is
 * good is served whatever others do: many people come from one address. A token without its browser's signature was
 * copied: it opens nothing, and is recorded once an hour.
 */
function identification(services: Services, bodyHashOf: (request: FastifyRequest) => string): Identify {
  const now = () => performance.now();
  const requests = limiter({ burst: 60, perSecond: 20, now });
  const failures = limiter({ burst: 30, perSecond: 2, now });
  const recorded = limiter({ burst: 1, perSecond: 1 / 3600, now });
  const fail = (address: string) => new Refused(failures.take(address) ? 'not_connected' : 'too_many_requests');
  return async (request) => {
    const token = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new Refused('not_connected');
    const hash = secretHash(token);
    if (!requests.has(hash)) throw new Refused('too_many_requests');
    const holder = await holderOfToken(services.database, hash, services.now());
    if (holder === null) throw fail(request.ip);
    const { method, url } = request;
    const signed = { method, path: url.slice(OVERLAY_PATH.length), bodyHash: bodyHashOf(request) };
    const problem = proofProblem(request.headers[PROOF_HEADER], holder.publicKey, signed, services.now());
    if (problem === 'late') throw new Refused('proof_late');
    if (problem !== null) {
      const { code } = holder.member;
      if (recorded.take(hash)) await recordStrayToken(services.database, code, problem, services.now());
      services.log.warn({ staff: code, proof: problem }, 'a token was used without the key of its browser');
      throw fail(request.ip);
    }
    if (!requests.take(hash)) throw new Refused('too_many_requests');
    return holder;
  };
}

function refuse(services: Services, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = localeOf(request);
  if (error instanceof Refused) return send(reply, error.code, locale, error.said);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) return send(reply, 'too_large', locale, null);
  if (status < 500) return send(reply, 'wrong_request', locale, null);
  const route = request.routeOptions.url;
  if (isDatabaseDown(error)) services.log.error({ err: error, route }, 'the database could not be reached');
  else services.log.error({ err: error, route }, 'an overlay request failed');
  return send(reply, 'unavailable', locale, null);
}

function send(reply: FastifyReply, code: OverlayError, locale: Locale, said: string | null): FastifyReply {
  if (code === 'too_many_requests') reply.header('retry-after', '1');
  return reply.code(STATUS[code]).send(refusalOf(code, locale, said));
}

function localeOf(request: FastifyRequest): Locale {
  return localeFrom(request.headers['accept-language']);
}

function isOurs(origin: string, extensionIds: readonly string[]): boolean {
  const id = /^chrome-extension:\/\/([a-p]{32})$/.exec(origin)?.[1];
  return id !== undefined && extensionIds.includes(id);
}
