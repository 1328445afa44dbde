import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Fields that may carry a secret, wherever they turn up. */
const SECRETS = ['token', 'botToken', 'appToken', 'signingSecret', 'databaseUrl', 'password', 'authorization'];

/**
 * Structured logs on stderr. At `info` and above no message carries a customer's name or figures: callers log ids.
 * @param stream where lines go; stderr unless a test listens
 */
export function createLog(level: string, stream: DestinationStream = destination({ dest: 2, sync: false })): Logger {
  return pino(
    {
      name: 'xinshao',
      level,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { err: withoutSecrets },
    },
    stream,
  );
}

/** Keeps what an operator needs of an error and drops request bodies and headers that libraries attach. */
function withoutSecrets(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return {
    type: error.name,
    message: hideTokens(error.message),
    ...('code' in error ? { code: error.code } : {}),
    stack: error.stack === undefined ? undefined : hideTokens(error.stack),
    ...(error.cause === undefined ? {} : { cause: withoutSecrets(error.cause) }),
  };
}

/** Blots out Slack tokens and passwords in addresses. */
export function hideTokens(text: string): string {
  return text
    .replaceAll(/\bx(?:ox[a-z]|app)-[\w-]+/g, '[redacted]')
    .replaceAll(/(\w+:\/\/[^\s:/@]+):[^\s@]+@/g, '$1:[redacted]@');
}
