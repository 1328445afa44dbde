/** GB 32100-2015: digits and capitals without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
/** GB 11714: the organisation code inside has an alphabet of its own, in which letters count 10 to 35. */
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Brings a typed code into its written form: half-width, capitals, no spaces, hyphens or invisible characters. */
export function normaliseUscc(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}-]/gu, '')
    .toUpperCase();
}

/**
 * Whether the text is a unified social credit code (统一社会信用代码) with both check characters right: the last one
 * (GB 32100-2015) and the ninth of the organisation code in characters 9–17 (GB 11714).
 * @param text as written on the licence; use `normaliseUscc` first for what people typed
 */
export function isValidUscc(text: string): boolean {
  return SHAPE.test(text) && text[17] === checkCharacter(text) && text[16] === organisationCheck(text.slice(8, 16));
}

/** (31 − Σ cᵢ·3^(i−1) mod 31) mod 31 over the first 17 characters. */
function checkCharacter(text: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (let index = 0; index < 17; index++) {
    sum += ALPHABET.indexOf(text.charAt(index)) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

/** 11 − Σ mod 11 over eight characters; 10 is written X and 11 is written 0. */
function organisationCheck(body: string): string {
  let sum = 0;
  for (const [index, weight] of ORGANISATION_WEIGHTS.entries()) sum += Number.parseInt(body.charAt(index), 36) * weight;
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}
