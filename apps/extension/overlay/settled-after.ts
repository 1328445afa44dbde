/** Milliseconds after which whatever a page of these sites has to show is there. */
export const SETTLED_AFTER_MS = 15_000;
