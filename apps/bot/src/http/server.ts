import type { RequestListener } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from '../log/log.ts';
import { mountCustomerPage } from './customer-page.ts';
import type { HealthCheck } from './health.ts';
import type { Metrics } from './metrics.ts';
import { mountOverlay, type OverlayOptions } from './overlay/mount.ts';
import { type TrustProxy, trustOption } from './trust-proxy.ts';

const BODY_LIMIT = 1024 * 1024;
const REQUEST_TIMEOUT = 10_000;
/** A customer's code in Chinese is twelve characters of an address for one of its own. */
const PARAMETER_LIMIT = 800;

export const SLACK_ENDPOINT = '/slack/events';

export interface HttpServerOptions {
  readonly log: Logger;
  readonly health: HealthCheck;
  readonly metrics: Metrics;
  /** Bolt's listener in HTTP mode; it verifies signatures over the raw body itself. null in Socket Mode. */
  readonly slack: RequestListener | null;
  /** Whose word about a caller's address is believed; nobody's unless told otherwise. */
  readonly trustProxy?: TrustProxy;
  /** The browser extension's interface; null: none. */
  readonly overlay: OverlayOptions | null;
}

/** The bot's HTTP server: health, metrics, the page behind links to customers and, in HTTP mode, Slack's endpoint. Errors carry no stack traces. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: PARAMETER_LIMIT },
    requestTimeout: REQUEST_TIMEOUT,
    trustProxy: trustOption(options.trustProxy ?? 'off'),
    forceCloseConnections: true,
    logger: false,
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 500;
    if (status === 500) options.log.error({ err: error }, 'an HTTP request failed');
    return reply.code(status).send({ error: status === 500 ? 'internal_error' : 'bad_request' });
  });
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not_found' }));
  server.get('/healthz', async (_request, reply) => {
    const health = await options.health();
    return reply.code(health.ok ? 200 : 503).send(health);
  });
  server.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await options.metrics.render();
    return reply.header('content-type', contentType).send(body);
  });
  mountCustomerPage(server);
  if (options.overlay !== null) mountOverlay(server, options.overlay);
  if (options.slack !== null) mountSlack(server, options.slack);
  return server;
}

/** Hands the untouched request to Bolt: the signature is over the raw body, so nothing may read it before. */
function mountSlack(server: FastifyInstance, listener: RequestListener): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.post(SLACK_ENDPOINT, (request, reply) => {
      reply.hijack();
      listener(request.raw, reply.raw);
    });
  });
}
