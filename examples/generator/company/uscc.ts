import type { Random } from '../random.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * A made-up 统一社会信用代码 whose two check characters are right (GB 32100-2015, GB 11714-1997).
 * @param administrativeCode six digits of the place of registration
 */
export function makeUscc(random: Random, administrativeCode: string): string {
  // Registered as an enterprise (91), the organisation code starting as those given out since 2015 do.
  let organisation = 'MA';
  while (organisation.length < 8) organisation += ALPHABET[random.integer(0, ALPHABET.length - 1)] ?? '0';
  const body = `91${administrativeCode}${organisation}${organisationCheck(organisation)}`;
  return body + usccCheck(body);
}

function organisationCheck(organisation: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, index) => total + weight * ORGANISATION_ALPHABET.indexOf(organisation.charAt(index)),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

function usccCheck(body: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += weight * ALPHABET.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
