/**
 * A claim this long without a message belongs to a process that died or hangs; another may take it over. The time counts
 * anew from when the claimant noted where it is about to post.
 */
export const CLAIM_LASTS_SECONDS = 60;

/** One claim of one message: it counts until the message is claimed again. */
export interface HeldClaim {
  readonly messageId: string;
  /** The first claim of a message is number 1; no two have the same. */
  readonly number: number;
}

/** What trying to take a message comes to. */
export type Claim =
  /** Ours to send. `doubtful`: an earlier try may have reached Slack, look there before sending. */
  | {
      readonly outcome: 'claimed';
      readonly held: HeldClaim;
      readonly doubtful: boolean;
      /** Channel of the earlier try; null: it never got so far. */
      readonly channel: string | null;
    }
  /** Another process is at it. */
  | { readonly outcome: 'busy' }
  /** It stands in Slack and can be changed. */
  | {
      readonly outcome: 'posted';
      readonly channel: string;
      readonly ts: string;
      /** Version of what it shows; 0: none that is known. */
      readonly shownVersion: number;
      /** Staff code of whom it was sent to; null: to nobody in particular, or nobody noted it. */
      readonly recipient: string | null;
    }
  /** Nothing is left to do: it was sent once, is told in another way, nobody needs it, or it was never there. */
  | { readonly outcome: 'done' };
