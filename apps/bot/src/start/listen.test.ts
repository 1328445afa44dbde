import { once } from 'node:events';
import { createServer } from 'node:net';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { listen, PortBusy } from './listen.ts';

it('a port in use is said by its number', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const server = fastify();
  await expect(listen(server, { host: '127.0.0.1', port })).rejects.toThrow(PortBusy);
  await expect(listen(server, { host: '127.0.0.1', port })).rejects.toMatchObject({ port });
  await server.close();
  other.close();
});
