import { isIP } from 'node:net';

/**
 * Whose word about a caller's address (X-Forwarded-For) is believed: nobody's, that of so many proxies in a row, or that
 * of proxies at these addresses or networks.
 */
export type TrustProxy = 'off' | number | readonly string[];

const HOPS_AT_MOST = 10;

/** Reads `off`, a number of proxies from 1 to 10, or addresses and networks separated by commas; null: none of them. */
export function readTrustProxy(text: string): TrustProxy | null {
  if (text === 'off') return 'off';
  if (/^\d+$/.test(text)) return Number(text) >= 1 && Number(text) <= HOPS_AT_MOST ? Number(text) : null;
  const places = text.split(',').map((place) => place.trim());
  return places.every(isPlace) ? places : null;
}

/** An address, or a network as `10.0.0.0/8`. */
function isPlace(place: string): boolean {
  const [address = '', prefix, ...more] = place.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** The same, as the HTTP server wants it: counted by us, since the server itself refuses to trust a mere number. */
export function trustOption(trust: TrustProxy): false | string[] | ((address: string, hop: number) => boolean) {
  if (trust === 'off') return false;
  if (typeof trust === 'number') return (_address, hop) => hop < trust;
  return [...trust];
}
