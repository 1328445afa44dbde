/** Tells whether a value that came from outside has a type. */
export type Guard<T> = (value: unknown) => value is T;

export const isText: Guard<string> = (value): value is string => typeof value === 'string';
export const isNumber: Guard<number> = (value): value is number => Number.isFinite(value);
export const isTruth: Guard<boolean> = (value): value is boolean => typeof value === 'boolean';

export function orNull<T>(guard: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || guard(value);
}

export function isListOf<T>(guard: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(guard);
}

export function isOneOf<T extends string>(...texts: readonly T[]): Guard<T> {
  return (value): value is T => texts.some((text) => text === value);
}

/** An object with these properties; more of them do no harm, a newer server may know more. */
export function isShaped<T extends object>(guards: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  const keys: readonly (keyof T)[] = Object.keys(guards).filter(
    (key): key is Extract<keyof T, string> => key in guards,
  );
  return (value): value is T => {
    if (typeof value !== 'object' || value === null) return false;
    const object: Partial<Record<keyof T, unknown>> = value;
    return keys.every((key) => guards[key](object[key]));
  };
}
