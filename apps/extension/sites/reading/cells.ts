const MOST_LEVELS = 4;
const CELLS = new Set(['TD', 'TH', 'DD', 'DT', 'TR']);

/** The text after a label: beside it in its element, or in the element after it, or after what wraps it. */
export function nextCell(label: Node): string | null {
  let node: Node | null = label;
  for (let level = 0; level < MOST_LEVELS && node !== null; level += 1) {
    for (let next: Node | null = node.nextSibling; next !== null; next = next.nextSibling) {
      const text = next.textContent?.trim();
      if (text) return text;
      // An empty cell is the answer too: what stands further on belongs to another label. An empty icon is not.
      if (CELLS.has(next.nodeName)) return null;
    }
    node = node.parentElement;
  }
  return null;
}
