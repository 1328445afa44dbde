import { describe, expect, it } from 'vitest';
import { createLog, hideTokens } from './log.ts';

describe('logs', () => {
  it('never carry tokens or passwords, wherever they stand', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line: string) => void lines.push(line) });
    log.info({ slack: { botToken: 'xoxb-very-secret' }, token: 'very-secret' }, 'configured');
    log.error({ err: new Error('refused xoxb-very-secret at postgresql://me:very-secret@host/db') }, 'failed');
    expect(lines.join('')).not.toContain('very-secret');
    expect(lines).toHaveLength(2);
  });

  it('keeps the rest of an address', () => {
    expect(hideTokens('postgresql://me:pass@host/db')).toBe('postgresql://me:[redacted]@host/db');
  });
});
