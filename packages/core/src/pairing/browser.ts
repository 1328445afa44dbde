/** By what a browser's `User-Agent` names it; of those that name several, the first here is meant. */
const BROWSERS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Edge', /\bEdg\/(\d{1,4})\b/],
  ['Opera', /\bOPR\/(\d{1,4})\b/],
  ['Chrome', /\bChrome\/(\d{1,4})\b/],
  ['Firefox', /\bFirefox\/(\d{1,4})\b/],
];

const SYSTEMS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['Android', /\bAndroid\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];

/**
 * Which browser asked, in words that its owner knows it by, such as `Edge 143, Windows`.
 * @param userAgent what it says of itself: anything at all
 * @returns null when it names none that we know
 */
export function browserOf(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null;
  const [browser] = BROWSERS.flatMap(([name, mark]) => {
    const version = mark.exec(userAgent)?.[1];
    return version === undefined ? [] : [`${name} ${Number(version)}`];
  });
  const system = SYSTEMS.find(([, mark]) => mark.test(userAgent))?.[0];
  if (browser === undefined) return system ?? null;
  return system === undefined ? browser : `${browser}, ${system}`;
}
