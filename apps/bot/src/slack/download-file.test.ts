import { describe, expect, it } from 'vitest';
import { isOfSlack } from './download-file.ts';

describe('the bot token goes to Slack only', () => {
  it.each([
    ['https://files.slack.com/files-pri/T1-F1/a.pdf', true],
    ['https://slack.com/a.pdf', true],
    ['http://files.slack.com/a.pdf', false],
    ['https://files.slack.com.example.org/a.pdf', false],
    ['https://evilslack.com/a.pdf', false],
    ['https://drive.example.org/a.pdf', false],
    ['file:///etc/passwd', false],
    ['no address', false],
  ])('%s: %s', (address, expected) => {
    expect(isOfSlack(address, 'https://slack.com/api/')).toBe(expected);
  });

  it('where another server answers as Slack, to that server', () => {
    expect(isOfSlack('http://127.0.0.1:3180/files/F1/a.pdf', 'http://127.0.0.1:3180/api/')).toBe(true);
    expect(isOfSlack('http://127.0.0.1:3181/files/F1/a.pdf', 'http://127.0.0.1:3180/api/')).toBe(false);
  });
});
