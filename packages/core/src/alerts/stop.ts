/**
 * Why nothing more is sold on account to a customer: risk has suspended it (R38), or an alert stayed without an answer
 * and new credit is on hold. Whoever sees the customer sees it at once.
 */
export const STOPS = ['suspended', 'on_hold'] as const;
export type Stop = (typeof STOPS)[number];
