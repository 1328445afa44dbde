/** The path of a Chromium (or Chrome, Edge) that can be started; null when there is none. */
export declare function findChromium(): string | null;
