/** Who a message about an alert is for. */
export type Audience =
  /** The team's channel. */
  | 'channel'
  /** The owner, by direct message. */
  | 'owner'
  /** The owner once more: risk returned the answer. A message of its own, because an edited one notifies nobody. */
  | `question:${number}`
  /** Who had it before somebody else got the customer: number of the message, then staff code. */
  | `former:${string}:${string}`
  /** The head of risk, told at once of what the policy names. */
  | 'risk'
  /** Whoever is above an owner who has left, or whom Slack does not reach; told at once. */
  | 'manager'
  /** A risk officer, asked to review: round, then staff code. */
  | `review:${number}:${string}`
  /** Whoever attached a file that could not be stored: number of the file. */
  | `file:${string}`;

/** An audience taken apart. */
export type AudienceParts =
  | { readonly kind: 'channel' | 'owner' | 'risk' | 'manager' }
  | { readonly kind: 'former'; readonly staffCode: string }
  | { readonly kind: 'question'; readonly round: number }
  | { readonly kind: 'review'; readonly round: number; readonly staffCode: string }
  | { readonly kind: 'file'; readonly fileId: string };

/** @param audience as stored; rounds count from 1, one more after each return */
export function audienceParts(audience: Audience): AudienceParts {
  if (audience === 'channel' || audience === 'owner' || audience === 'risk' || audience === 'manager') {
    return { kind: audience };
  }
  const [kind, round, ...code] = audience.split(':');
  if (kind === 'file') return { kind, fileId: round ?? '' };
  if (kind === 'former') return { kind, staffCode: code.join(':') };
  if (kind === 'question') return { kind, round: Number(round) };
  return { kind: 'review', round: Number(round), staffCode: code.join(':') };
}
