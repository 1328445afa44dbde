/** A text inside markup or an attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A name with the searched words marked, as search results show it. */
export function highlight(name: string, word: string, tag: 'em' | 'font'): string {
  const at = word === '' ? -1 : name.indexOf(word);
  if (at < 0) return escapeHtml(name);
  const end = at + word.length;
  const open = tag === 'font' ? '<font color="red">' : '<em>';
  return `${escapeHtml(name.slice(0, at))}${open}${escapeHtml(word)}</${tag}>${escapeHtml(name.slice(end))}`;
}
