const E = 69;
const POINT = 46;
/** As spreadsheets show a number with more digits than they keep: 2.43120E+19. */
const SCIENTIFIC = /^\d(?:\.\d+)?E\+\d{2,3}$/;

/**
 * Whether the text was a number or code of which a spreadsheet kept the first 15 digits only: two invoices may look the
 * same now, and nobody can tell which one is meant.
 */
export function hasLostDigits(text: string): boolean {
  const second = text.charCodeAt(1);
  return (second === POINT || second === E) && SCIENTIFIC.test(text);
}
