import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { fieldOf } from '../hub.ts';
import type { ActFailed, SandboxLogger } from '../types.ts';
import type { Envelope } from './deliverer.ts';

const maximumConnections = 10;
const pingEveryMs = 10_000;

export interface SocketServer {
  /** A one-time URL for apps.connections.open; undefined when ten connections are open. */
  ticketUrl(): string | undefined;
  /** Takes over a WebSocket upgrade of the HTTP server. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** Sends to one of the open connections (in turn) and waits for its acknowledgement. */
  send(envelope: Envelope, withinMs: number): Promise<{ ok: true; body: unknown } | ActFailed>;
  count(): number;
  /** Asks every client to reconnect. */
  refresh(): void;
  /** Cuts every connection at once. */
  cut(): void;
  stop(): void;
}

export interface SocketParts {
  /** ws://127.0.0.1:port */
  base: () => string;
  appId: string;
  isOut: () => boolean;
  connectionsChanged: () => void;
  log: SandboxLogger;
}

const failure = (detail: string): ActFailed => ({ ok: false, error: 'dispatch_failed', detail });

export function createSocketServer(parts: SocketParts): SocketServer {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024 * 1024 });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const waiting = new Map<string, (body: unknown) => void>();
  let turn = 0;

  const ping = setInterval(() => {
    for (const socket of open) socket.ping();
  }, pingEveryMs);
  ping.unref();

  function receive(text: string) {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      parts.log.warn({}, 'The app sent something that is not JSON over Socket Mode');
      return;
    }
    const id = fieldOf(message, 'envelope_id');
    if (typeof id === 'string') waiting.get(id)?.(fieldOf(message, 'payload'));
  }

  function accept(socket: WebSocket) {
    open.push(socket);
    socket.on('message', (data) => receive(data.toString()));
    socket.on('error', (error) => parts.log.warn({ error: error.message }, 'Socket Mode connection error'));
    socket.on('close', () => {
      const index = open.indexOf(socket);
      if (index >= 0) open.splice(index, 1);
      parts.connectionsChanged();
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: open.length,
        debug_info: { host: 'sandbox', approximate_connection_time: 18_060 },
        connection_info: { app_id: parts.appId },
      }),
    );
    parts.connectionsChanged();
  }

  return {
    ticketUrl() {
      if (open.length >= maximumConnections) return undefined;
      const ticket = randomBytes(18).toString('base64url');
      tickets.add(ticket);
      return `${parts.base()}/link/?ticket=${ticket}&app_id=${parts.appId}`;
    },
    upgrade(request, stream, head) {
      const url = new URL(request.url ?? '/', 'ws://127.0.0.1');
      const ticket = url.searchParams.get('ticket') ?? '';
      if (parts.isOut() || url.pathname !== '/link/' || !tickets.delete(ticket)) {
        stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, stream, head, accept);
    },
    send(envelope, withinMs) {
      const ready = open.filter((socket) => socket.readyState === socket.OPEN);
      turn += 1;
      const socket = ready[turn % Math.max(1, ready.length)];
      if (!socket) return Promise.resolve(failure('the app is not connected'));
      const message = JSON.stringify({
        envelope_id: envelope.id,
        type: envelope.type,
        accepts_response_payload: envelope.acceptsResponsePayload,
        payload: envelope.payload,
        ...(envelope.type === 'events_api'
          ? { retry_attempt: envelope.retryAttempt, retry_reason: envelope.retryReason }
          : {}),
      });
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(envelope.id);
          resolve(failure(`no acknowledgement within ${withinMs} ms`));
        }, withinMs);
        waiting.set(envelope.id, (body) => {
          clearTimeout(timer);
          waiting.delete(envelope.id);
          const isEmpty = typeof body === 'object' && body !== null && Object.keys(body).length === 0;
          resolve({ ok: true, body: isEmpty ? undefined : body });
        });
        socket.send(message);
      });
    },
    count: () => open.length,
    refresh() {
      const notice = { type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'sandbox' } };
      for (const socket of open) socket.send(JSON.stringify(notice));
    },
    cut() {
      for (const socket of [...open]) socket.terminate();
    },
    stop() {
      clearInterval(ping);
      for (const socket of [...open]) socket.terminate();
      server.close();
    },
  };
}
