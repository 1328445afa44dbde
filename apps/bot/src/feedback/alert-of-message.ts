import { setTimeout as pause } from 'node:timers/promises';
import { originOfMessage } from '@xinshao/db/alerts/find-alert-by-message.ts';
import type { Database } from '@xinshao/db/database.ts';

/** Slack answers within this, or the message is looked for anew and may take longer than anybody waits. */
const WAITS_MS = 10_000;
const LOOKS_EVERY_MS = 200;

/**
 * The alert that a Slack message shows, or reminds of. People see a message a moment before Slack's answer says where it
 * stands: while one is on its way to that channel, a message that nobody knows yet is waited for.
 * @returns null when the message does neither
 */
export async function alertOfMessage(database: Database, channel: string, ts: string): Promise<string | null> {
  const until = performance.now() + WAITS_MS;
  for (;;) {
    const { alertId, mayBeArriving } = await originOfMessage(database, channel, ts);
    if (alertId !== null || !mayBeArriving || performance.now() > until) return alertId;
    await pause(LOOKS_EVERY_MS);
  }
}
