import type { FastifyInstance } from 'fastify';
import type { Hub } from '../hub.ts';

const maximumFileBytes = 20 * 1024 * 1024;

/** Serves upload addresses and downloads; a download takes the bot's token or the page's own cookie-less link. */
export function serveFiles(server: FastifyInstance, hub: Hub): void {
  server.post<{ Params: { id: string } }>('/upload/:id', { bodyLimit: maximumFileBytes }, async (request, reply) => {
    const file = hub.state.files[request.params.id];
    if (!file || file.complete) return reply.code(404).send('not found');
    const { body } = request;
    const raw = Buffer.isBuffer(body)
      ? body
      : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? ''));
    const content = await contentOf(raw, request.headers['content-type'] ?? '');
    file.contentBase64 = content.toString('base64');
    hub.changed('files');
    return reply.type('text/plain').send(`OK - ${content.length}`);
  });
  server.get<{ Params: { id: string }; Querystring: { page?: string } }>('/files/:id/:name', async (request, reply) => {
    const file = hub.state.files[request.params.id];
    const token = request.headers.authorization?.replace(/^Bearer\s+/i, '');
    const allowed = token === hub.state.tokens.bot || request.query.page === '1';
    if (!file || !allowed)
      return reply
        .code(file ? 302 : 404)
        .header('location', '/')
        .send();
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    return reply.type(file.mimetype).send(Buffer.from(file.contentBase64, 'base64'));
  });
}

/** The file inside a multipart form, or the body itself. */
async function contentOf(raw: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return raw;
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } }).formData();
  for (const value of form.values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}
