import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Hub } from '../hub.ts';
import type { People } from '../people/people.ts';
import { actSchema, perform } from './acts.ts';
import { type Bundle, pageBundle } from './bundle.ts';
import { readConversation, readWorkspaceFor } from './read-page.ts';
import type { Topics } from './topics.ts';

export interface PageParts {
  people: People;
  topics: Topics;
  connections: () => number;
}

const maximumUploadBytes = 20 * 1024 * 1024;
const keepAliveEveryMs = 15_000;

const htmlOf = (title: string, firstUser: string, version: string) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%231f5f4a'/%3E%3Cpath d='M16 6l8 3v7c0 5-3.4 8.4-8 10-4.6-1.6-8-5-8-10V9z' fill='%23fff'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/ui/app.css?v=${version}">
</head>
<body data-user="${firstUser}"><div id="root"></div><script src="/ui/app.js?v=${version}"></script></body>
</html>`;

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const versionOf = (bundle: Bundle) =>
  createHash('sha256').update(bundle.script).update(bundle.style).digest('hex').slice(0, 12);

/** Only this machine's own page may act: other sites open in the same browser are refused. */
function guard(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (host !== '127.0.0.1' && host !== 'localhost') return reply.code(403).send('Open this page by 127.0.0.1');
    const { origin } = request.headers;
    if (request.url.startsWith('/ui/') && origin !== undefined && origin !== `http://${request.headers.host ?? ''}`) {
      return reply.code(403).send('Refused: the request comes from another site');
    }
    return undefined;
  });
}

/** Serves the web page and what it reads. */
export function servePage(server: FastifyInstance, hub: Hub, parts: PageParts): { stop(): void } {
  const { people, topics, connections } = parts;
  const streams = new Set<ServerResponse>();
  guard(server);

  const page = async () => {
    const version = versionOf(await pageBundle());
    return htmlOf(escapeHtml(hub.workspace.team.name), escapeHtml(hub.workspace.users[0]?.id ?? ''), version);
  };
  server.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(await page()));
  server.get('/archives/*', async (_request, reply) => reply.type('text/html; charset=utf-8').send(await page()));
  server.get('/ui/app.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send((await pageBundle()).script),
  );
  server.get('/ui/app.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send((await pageBundle()).style),
  );

  server.get('/ui/events', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write(': open\n\n');
    streams.add(raw);
    const unsubscribe = topics.subscribe((names) => raw.write(`data: ${JSON.stringify(names)}\n\n`));
    request.raw.on('close', () => {
      unsubscribe();
      streams.delete(raw);
    });
  });
  const keepAlive = setInterval(() => {
    for (const stream of streams) stream.write(': alive\n\n');
  }, keepAliveEveryMs);
  keepAlive.unref();

  const asked = z.object({
    user: z.string(),
    channel: z.string().default(''),
    limit: z.coerce.number().int().min(1).max(2000).default(60),
  });
  const refused = (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) });

  server.get('/ui/workspace', async (request, reply) => {
    try {
      return reply.send(readWorkspaceFor(hub, asked.parse(request.query).user, connections()));
    } catch (error) {
      return reply.code(400).send(refused(error));
    }
  });
  server.get('/ui/conversation', async (request, reply) => {
    try {
      const { user, channel, limit } = asked.parse(request.query);
      return reply.send(readConversation(hub, user, channel, limit));
    } catch (error) {
      return reply.code(400).send(refused(error));
    }
  });
  server.get('/ui/home', async (request, reply) => {
    const { user } = asked.parse(request.query);
    return reply.send({ view: hub.state.homes[user] ?? null });
  });
  server.post('/ui/act', async (request, reply) => {
    const parsed = actSchema.safeParse(request.body);
    if (!parsed.success) return reply.code(400).send({ error: parsed.error.message });
    try {
      return reply.send((await perform(hub, people, parsed.data)) ?? {});
    } catch (error) {
      return reply.code(400).send(refused(error));
    }
  });
  server.post('/ui/upload', { bodyLimit: maximumUploadBytes }, async (request, reply) => {
    const upload = z.object({ user: z.string(), name: z.string().min(1).max(200) }).safeParse(request.query);
    if (!upload.success || !Buffer.isBuffer(request.body)) return reply.code(400).send({ error: 'no file' });
    return reply.send({ id: people.uploadAs(upload.data.user, upload.data.name, request.body) });
  });

  return {
    stop() {
      clearInterval(keepAlive);
      for (const stream of streams) stream.end();
    },
  };
}
