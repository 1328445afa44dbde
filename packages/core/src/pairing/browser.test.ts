import { expect, it } from 'vitest';
import { browserOf } from './browser.ts';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  [`${WINDOWS} Chrome/143.0.0.0 Safari/537.36`, 'Chrome 143, Windows'],
  [`${WINDOWS} Chrome/143.0.0.0 Safari/537.36 Edg/143.0.3650.66`, 'Edge 143, Windows'],
  [`${MAC} Chrome/143.0.0.0 Safari/537.36 OPR/127.0.0.0`, 'Opera 127, macOS'],
  [
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36',
    'Chrome 143, ChromeOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0', 'Firefox 146, Linux'],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/143.0.0.0 Mobile', 'Chrome 143, Android'],
  ['curl/8.5.0 (Windows)', 'Windows'],
  ['node', null],
  ['<!channel> Chrome/99999999', null],
  ['', null],
  [undefined, null],
])('%s: %s', (userAgent, browser) => {
  expect(browserOf(userAgent)).toBe(browser);
});
