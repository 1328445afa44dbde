import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const ofNothing = createHash('sha256').digest('hex');

/**
 * From here on the bytes of JSON bodies are hashed before they are read: what is signed is what was sent.
 * @returns a request's hash, 64 hexadecimal digits
 */
export function bodyHashes(scope: FastifyInstance): (request: FastifyRequest) => string {
  const hashes = new WeakMap<object, string>();
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    hashes.set(request.raw, createHash('sha256').update(body).digest('hex'));
    parse(request, body.toString('utf8'), done);
  });
  return (request) => hashes.get(request.raw) ?? ofNothing;
}
