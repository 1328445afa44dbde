/** So many of something, as English says it: `1 alert`, `2 alerts`, `0 alerts`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
