import { aiqicha } from './aiqicha.ts';
import { gsxt } from './gsxt.ts';
import { qcc } from './qcc.ts';
import { qixin } from './qixin.ts';
import type { Site } from './site.ts';
import { tianyancha } from './tianyancha.ts';

export const SITES: readonly Site[] = [qcc, tianyancha, aiqicha, qixin, gsxt];

/** The registry site of that host; null for any other. */
export function siteOf(host: string): Site | null {
  return SITES.find((site) => site.covers(host)) ?? null;
}
