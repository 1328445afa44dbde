import { describe, expect, it } from 'vitest';
import { clip, escapeText, mention } from './text.ts';

describe('text for Slack', () => {
  it('a customer called <!channel>&*_ pings nobody', () => {
    expect(escapeText('<!channel>&*_')).toBe('&lt;!channel&gt;&amp;*_');
  });

  it('a text of exactly the maximum stays, one more is cut with an ellipsis', () => {
    expect(clip('字'.repeat(10), 10)).toBe('字'.repeat(10));
    expect(clip('字'.repeat(11), 10)).toBe(`${'字'.repeat(9)}…`);
  });

  it('never halves a surrogate pair or an entity', () => {
    expect(clip(`abc😀def`, 5)).toBe('abc…');
    expect(clip('abc&amp;def', 6)).toBe('abc…');
  });

  it('mentions a Slack user by id and names somebody without one', () => {
    expect(mention({ slackUserId: 'U1', name: '张三' })).toBe('<@U1>');
    expect(mention({ slackUserId: null, name: '<!here>' })).toBe('&lt;!here&gt;');
  });
});
