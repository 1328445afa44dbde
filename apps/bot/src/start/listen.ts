import type { FastifyInstance } from 'fastify';

/** The port is taken by another program. */
export class PortBusy extends Error {
  readonly port: number;
  constructor(port: number, options?: ErrorOptions) {
    super(`port ${port} is in use`, options);
    this.name = 'PortBusy';
    this.port = port;
  }
}

/** Listens and returns the server's address. @throws PortBusy */
export async function listen(
  server: FastifyInstance,
  place: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await server.listen({ host: place.host, port: place.port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new PortBusy(place.port, { cause: error });
    }
    throw error;
  }
}
