import { createHmac } from 'node:crypto';
import type { ActFailed } from '../types.ts';
import type { Envelope } from './deliverer.ts';

export interface HttpDelivery {
  url: string;
  signingSecret: string;
  now: () => number;
  withinMs: number;
}

/** The body and content type Slack uses: JSON for events, a form for commands, a form field `payload` for the rest. */
export function encodeBody(envelope: Envelope): { body: string; contentType: string } {
  if (envelope.type === 'events_api') {
    return { body: JSON.stringify(envelope.payload), contentType: 'application/json' };
  }
  const form = new URLSearchParams();
  if (envelope.type === 'slash_commands') {
    for (const [name, value] of Object.entries(envelope.payload)) form.set(name, String(value));
  } else {
    form.set('payload', JSON.stringify(envelope.payload));
  }
  return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' };
}

/** `v0=` and the HMAC-SHA256 of `v0:timestamp:body`. */
export const signature = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/** Posts an envelope to the app's public address, signed; any status but 2xx and any delay over the limit is a failure. */
export async function sendByHttp(
  envelope: Envelope,
  delivery: HttpDelivery,
): Promise<{ ok: true; body: unknown } | ActFailed> {
  const { body, contentType } = encodeBody(envelope);
  const timestamp = String(Math.floor(delivery.now() / 1000));
  const headers: Record<string, string> = {
    'content-type': contentType,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature(delivery.signingSecret, timestamp, body),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
  };
  if (envelope.retryAttempt > 0) {
    headers['x-slack-retry-num'] = String(envelope.retryAttempt);
    headers['x-slack-retry-reason'] = envelope.retryReason === 'timeout' ? 'http_timeout' : envelope.retryReason;
  }
  try {
    const signal = AbortSignal.timeout(delivery.withinMs);
    const response = await fetch(delivery.url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    const text = await response.text();
    if (!response.ok)
      return { ok: false, error: 'dispatch_failed', detail: `the app answered HTTP ${response.status}` };
    return { ok: true, body: readAnswer(text, response.headers.get('content-type')) };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    const detail = late ? `no acknowledgement within ${delivery.withinMs} ms` : 'the app cannot be reached';
    return { ok: false, error: 'dispatch_failed', detail };
  }
}

function readAnswer(text: string, contentType: string | null): unknown {
  if (text === '') return undefined;
  if (contentType?.includes('json')) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}
