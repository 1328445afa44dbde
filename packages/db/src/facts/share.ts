/** part / whole to six decimals, enough for any policy and short in storage; null when the whole is not above zero. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((part / whole) * 1e6) / 1e6 : null;
}
