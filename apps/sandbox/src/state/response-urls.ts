import { randomBytes } from 'node:crypto';

const lifeMs = 30 * 60 * 1000;
const maximumUses = 5;

/** Where an answer sent to a response_url belongs. */
export interface ResponseTarget {
  channel: string;
  user: string;
  threadTs?: string;
  /** The message the interaction came from, for replace_original and delete_original. */
  message?: { ts: string; ephemeral: boolean };
}

export interface ResponseUrls {
  create(target: ResponseTarget): string;
  /** Uses a URL's last path part once. A string is Slack's reason to refuse: it lives 30 minutes and works 5 times. */
  use(id: string): ResponseTarget | 'expired_url' | 'used_url';
}

export function createResponseUrls(now: () => number, base: () => string): ResponseUrls {
  const known = new Map<string, { target: ResponseTarget; created: number; uses: number }>();
  return {
    create(target) {
      const id = randomBytes(18).toString('base64url');
      known.set(id, { target, created: now(), uses: 0 });
      if (known.size > 10_000) for (const first of [...known.keys()].slice(0, 1000)) known.delete(first);
      return `${base()}/response/${id}`;
    },
    use(id) {
      const entry = known.get(id);
      if (!entry || now() - entry.created > lifeMs) return 'expired_url';
      if (entry.uses >= maximumUses) return 'used_url';
      entry.uses += 1;
      return entry.target;
    },
  };
}
