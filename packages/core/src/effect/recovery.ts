/**
 * After so many days an estimate of recovery is held against what came in. Part of what the figure means, the same for
 * everybody and every year: not a setting.
 */
export const RECOVERY_DAYS = 90;
