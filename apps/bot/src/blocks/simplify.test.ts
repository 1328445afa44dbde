import { describe, expect, it } from 'vitest';
import type { SlackMessage } from './alert-message.ts';
import { simplerMessage } from './simplify.ts';

const line = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'a line' } };
const table = { type: 'table' as const, rows: [] };

describe('a message whose blocks were refused', () => {
  it('loses the new kinds of blocks first, then every block, and keeps its text', () => {
    const message: SlackMessage = { text: 'fallback', blocks: [line, table] };
    const classic = simplerMessage(message);
    expect(classic).toEqual({ text: 'fallback', blocks: [line] });
    const plain = classic === null ? null : simplerMessage(classic);
    expect(plain).toEqual({ text: 'fallback', blocks: [] });
    expect(plain === null ? null : simplerMessage(plain)).toBeNull();
  });

  it('of new kinds of blocks alone becomes text at once', () => {
    expect(simplerMessage({ text: 'fallback', blocks: [table] })).toEqual({ text: 'fallback', blocks: [] });
  });
});
