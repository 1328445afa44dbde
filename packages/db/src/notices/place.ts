/** Where a message about many alerts goes: a channel, or one person. */
export type NoticePlace =
  /** Name or id of the channel; null: the general alert channel. */
  { readonly kind: 'channel'; readonly name: string | null } | { readonly kind: 'staff'; readonly code: string };

/** A place as the database holds it. */
export function placeText(place: NoticePlace): string {
  return place.kind === 'staff' ? `staff:${place.code}` : `channel:${place.name ?? ''}`;
}

/** @param text as `placeText` wrote it */
export function placeFrom(text: string): NoticePlace {
  const at = text.indexOf(':');
  const rest = text.slice(at + 1);
  if (text.slice(0, at) === 'staff') return { kind: 'staff', code: rest };
  return { kind: 'channel', name: rest === '' ? null : rest };
}
