import { type Locale, localeFrom } from '../wording/locale.ts';

/** Whom a browser is connected as: the staff list's name and role of this moment, and the language of their Slack. */
export interface OverlayMember {
  readonly code: string;
  readonly name: string;
  readonly role: string;
  readonly locale: Locale;
}

/**
 * On every answer to a request with a good token: who its holder is now, as `memberText` writes it. What the browser was
 * told when it was connected may be over: people change their role, their name and their language.
 */
export const MEMBER_HEADER = 'xinshao-member';

/** As a header carries it: ASCII alone. */
export function memberText({ code, name, role, locale }: OverlayMember): string {
  return encodeURIComponent(JSON.stringify({ code, name, role, locale }));
}

/** @returns null for a header that is missing or says no such thing */
export function memberFromText(text: string | null): OverlayMember | null {
  if (text === null) return null;
  try {
    return readMember(JSON.parse(decodeURIComponent(text)));
  } catch {
    return null;
  }
}

/** @returns null for what is no member */
export function readMember(value: unknown): OverlayMember | null {
  if (typeof value !== 'object' || value === null) return null;
  const { code, name, role, locale }: Partial<Record<keyof OverlayMember, unknown>> = value;
  if (typeof code !== 'string' || typeof name !== 'string' || typeof role !== 'string') return null;
  return { code, name, role, locale: localeFrom(typeof locale === 'string' ? locale : null) };
}
