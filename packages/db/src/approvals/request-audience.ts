/** Who a message about a request is for; the staff code comes last. */
export type RequestAudience =
  /** Somebody who may answer for a level of a round. */
  | `approver:${number}:${number}:${string}`
  /** Who asked: a message for each decision, because an edited one notifies nobody. */
  | `requester:${number}:${string}`
  /** Risk and the executives: nobody may answer for a level of a round, or nobody of those who may is there. */
  | `vacancy:${number}:${number}:${string}`
  /** Finance, to keep it on file. */
  | `finance:${string}`
  /** Somebody who was told of what was granted: it was ended early. */
  | `ended:${number}:${string}`;

/** An audience taken apart. */
export type RequestAudienceParts =
  | {
      readonly kind: 'approver' | 'vacancy';
      readonly round: number;
      readonly level: number;
      readonly staffCode: string;
    }
  /** `version`: that the request had with the decision it tells of. */
  | { readonly kind: 'requester' | 'ended'; readonly version: number; readonly staffCode: string }
  | { readonly kind: 'finance'; readonly staffCode: string };

/** @param audience as stored */
export function requestAudienceParts(audience: RequestAudience): RequestAudienceParts {
  const [kind, ...parts] = audience.split(':');
  if (kind === 'finance') return { kind, staffCode: parts.join(':') };
  const [first, second] = parts;
  if (kind === 'requester' || kind === 'ended')
    return { kind, version: Number(first), staffCode: parts.slice(1).join(':') };
  const place = { round: Number(first), level: Number(second), staffCode: parts.slice(2).join(':') };
  return { kind: kind === 'vacancy' ? 'vacancy' : 'approver', ...place };
}
