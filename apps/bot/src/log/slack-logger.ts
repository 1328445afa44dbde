import { LogLevel, type Logger as SlackLogger } from '@slack/web-api';
import { hideTokens, type Logger } from './log.ts';

/** Slack's libraries speak through our log; what they call info is detail to an operator. */
export function slackLogger(log: Logger): SlackLogger {
  const child = log.child({ part: 'slack' });
  const text = (parts: unknown[]) =>
    hideTokens(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '));
  return {
    debug: (...parts) => child.trace(text(parts)),
    info: (...parts) => child.debug(text(parts)),
    warn: (...parts) => child.warn(text(parts)),
    error: (...parts) => child.error(text(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
