import { randomBytes } from 'node:crypto';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';
import type { Services } from '../services.ts';
import { slackFailure } from './failure.ts';

const DATABASE_CODES = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|57P0[1-3]|08\d{3}|53300|P1001|P1002|P1017|P2024)$/;
const EXPIRED_TRIGGER = new Set(['expired_trigger_id', 'trigger_expired', 'exchanged_trigger_id', 'trigger_exchanged']);

/**
 * The one presenter of errors: what a person is told about an error they met, and what the operator finds in the log
 * under the same short number.
 * @returns text in the person's language, safe to show
 */
export function presentError(services: Services, error: unknown, locale: Locale, where: string): string {
  const words = homeWording[locale];
  const failure = slackFailure(error);
  if (failure !== null && EXPIRED_TRIGGER.has(failure.code)) {
    services.metrics.interactionErrors.inc({ kind: 'expired' });
    return words.expired;
  }
  const id = randomBytes(3).toString('hex');
  if (isDatabaseDown(error)) {
    services.metrics.interactionErrors.inc({ kind: 'database' });
    services.log.error({ err: error, where, id }, 'the database could not be reached');
    return words.databaseDown;
  }
  services.metrics.interactionErrors.inc({ kind: failure === null ? 'unexpected' : 'slack' });
  services.log.error({ err: error, where, id }, 'an interaction failed');
  return words.unexpected({ id });
}

/** Whether the database went away, rather than refused one statement. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && DATABASE_CODES.test(error.code)) return true;
  if (/Connection terminated|timeout exceeded when trying to connect|Can't reach database/i.test(error.message)) {
    return true;
  }
  return error.cause !== undefined && isDatabaseDown(error.cause);
}
