const MOST_LEVELS = 4;

/** The text after a label: beside it in its element, or in the element after it, or after what wraps it. */
export function nextCell(label: Node): string | null {
  const beside = label.nextSibling?.textContent?.trim();
  if (beside) return beside;
  let element = label.parentElement;
  for (let level = 1; level < MOST_LEVELS && element !== null; level += 1) {
    const next = element.nextElementSibling;
    // An empty cell is the answer too: further up stands what belongs to another label.
    if (next !== null) return next.textContent?.trim() || null;
    element = element.parentElement;
  }
  return null;
}
