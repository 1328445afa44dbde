import type { OverlayError, OverlayRefusal } from '@xinshao/core/contract/overlay.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { OVERLAY_REFUSALS } from '@xinshao/core/wording/overlay.ts';

export const STATUS: Readonly<Record<OverlayError, number>> = {
  wrong_request: 400,
  not_connected: 401,
  proof_late: 403,
  code_unknown: 403,
  code_expired: 403,
  not_allowed: 403,
  not_found: 404,
  too_many_requests: 429,
  too_large: 413,
  unavailable: 503,
};

/** A request is refused for a reason that its reader may know. */
export class Refused extends Error {
  readonly code: OverlayError;
  /** Said instead of the usual words. */
  readonly said: string | null;
  constructor(code: OverlayError, said: string | null = null) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.said = said;
  }
}

export function refusalOf(code: OverlayError, locale: Locale, said: string | null = null): OverlayRefusal {
  return { error: code, message: said ?? OVERLAY_REFUSALS[code][locale] };
}
