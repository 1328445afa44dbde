import type { StateValue } from '../types.ts';

/** What a state value comes down to: a text, a list, or null when nothing was given. */
export function plainValue(value: StateValue): string | string[] | null {
  const pick = (name: string) => value[name];
  if (typeof pick('value') === 'string') return String(pick('value'));
  for (const name of ['selected_user', 'selected_channel', 'selected_conversation', 'selected_date', 'selected_time']) {
    const found = pick(name);
    if (typeof found === 'string') return found;
  }
  const moment = pick('selected_date_time');
  if (typeof moment === 'number') return String(moment);
  const option = pick('selected_option');
  if (typeof option === 'object' && option !== null && 'value' in option) return String(option.value);
  for (const name of ['selected_options', 'selected_users', 'files']) {
    const found = pick(name);
    if (Array.isArray(found)) {
      return found.map((one: unknown) =>
        typeof one === 'object' && one !== null
          ? String(Reflect.get(one, 'value') ?? Reflect.get(one, 'id'))
          : String(one),
      );
    }
  }
  return null;
}
