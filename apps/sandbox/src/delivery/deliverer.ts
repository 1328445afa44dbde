import { randomUUID } from 'node:crypto';
import type { ActFailed, Delivery, SandboxLogger } from '../types.ts';
import { sendByHttp } from './http.ts';
import type { SocketServer } from './socket.ts';

export type EnvelopeType = 'events_api' | 'interactive' | 'slash_commands';

/** One delivery to the app; sent again unchanged when it is repeated. */
export interface Envelope {
  id: string;
  type: EnvelopeType;
  payload: Record<string, unknown>;
  acceptsResponsePayload: boolean;
  retryAttempt: number;
  retryReason: string;
}

export type Delivered = { ok: true; body: unknown } | ActFailed;

export interface Deliverer {
  /** Sends a command or an interaction and waits for the acknowledgement. */
  interact(type: 'interactive' | 'slash_commands', payload: Record<string, unknown>): Promise<Delivered>;
  /** Sends an event; unacknowledged, it is sent again up to three times. Resolves when that has ended. */
  event(payload: Record<string, unknown>): Promise<Delivered>;
  redeliver(lastN: number): Promise<Delivered[]>;
  setDelivery(delivery: Delivery): void;
  mode(): Delivery['mode'];
  stop(): void;
}

export interface DelivererParts {
  socket: SocketServer;
  delivery: Delivery;
  signingSecret: () => string;
  now: () => number;
  isOut: () => boolean;
  acknowledgeWithinMs: number;
  eventRetryDelaysMs: number[];
  log: SandboxLogger;
}

const failure = (detail: string): ActFailed => ({ ok: false, error: 'dispatch_failed', detail });

export function createDeliverer(parts: DelivererParts): Deliverer {
  let delivery = parts.delivery;
  let stopped = false;
  const sent: Envelope[] = [];
  const waits = new Set<() => void>();

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waits.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      waits.add(done);
    });

  async function send(envelope: Envelope): Promise<Delivered> {
    if (stopped) return failure('the sandbox is closed');
    if (parts.isOut()) return failure('outage');
    const outcome =
      delivery.mode === 'socket'
        ? await parts.socket.send(envelope, parts.acknowledgeWithinMs)
        : await sendByHttp(envelope, {
            url: delivery.url,
            signingSecret: delivery.signingSecret ?? parts.signingSecret(),
            now: parts.now,
            withinMs: parts.acknowledgeWithinMs,
          });
    if (!outcome.ok) parts.log.warn({ type: envelope.type, detail: outcome.detail }, 'The app did not acknowledge');
    return outcome;
  }

  const remember = (envelope: Envelope) => {
    sent.push(envelope);
    if (sent.length > 200) sent.shift();
  };

  return {
    interact(type, payload) {
      const envelope: Envelope = {
        id: randomUUID(),
        type,
        payload,
        acceptsResponsePayload: true,
        retryAttempt: 0,
        retryReason: '',
      };
      remember(envelope);
      return send(envelope);
    },
    async event(payload) {
      const first: Envelope = {
        id: randomUUID(),
        type: 'events_api',
        payload,
        acceptsResponsePayload: false,
        retryAttempt: 0,
        retryReason: '',
      };
      remember(first);
      let outcome = await send(first);
      for (const [index, wait] of parts.eventRetryDelaysMs.slice(0, 3).entries()) {
        if (outcome.ok || stopped) break;
        await pause(wait);
        outcome = await send({ ...first, retryAttempt: index + 1, retryReason: 'timeout' });
      }
      return outcome;
    },
    async redeliver(lastN) {
      const again = sent.slice(-lastN);
      const outcomes: Delivered[] = [];
      for (const envelope of again) {
        const repeated =
          envelope.type === 'events_api'
            ? { ...envelope, retryAttempt: envelope.retryAttempt + 1, retryReason: 'timeout' }
            : envelope;
        outcomes.push(await send(repeated));
      }
      return outcomes;
    },
    setDelivery(next) {
      delivery = next;
    },
    mode: () => delivery.mode,
    stop() {
      stopped = true;
      for (const done of waits) done();
    },
  };
}
