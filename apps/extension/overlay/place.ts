import { BADGE_HEIGHT } from './badge-style.ts';

export interface Placed {
  readonly anchor: Element;
  readonly host: HTMLElement;
  readonly button: HTMLElement;
}

const GAP = 5;

/**
 * Puts badges after the last line of their names; where something else stands there, or the page ends, on the upper
 * edge of the name's end. All are measured before any is moved: one layout for all of them.
 */
export function place(badges: readonly Placed[]): void {
  const [first] = badges;
  if (first === undefined) return;
  const pageWidth = first.anchor.ownerDocument.documentElement.clientWidth;
  const shifts = badges.map(({ anchor, host, button }) => {
    const text = lastLine(anchor);
    const origin = host.getBoundingClientRect();
    const width = button.offsetWidth;
    const right = text.right + GAP + width;
    const beside = right <= pageWidth && !isTaken(anchor, text, right);
    return {
      button,
      x: (beside ? text.right + GAP : Math.max(text.left, text.right - width)) - origin.left,
      y: (beside ? (text.top + text.bottom - BADGE_HEIGHT) / 2 : text.top - BADGE_HEIGHT + 3) - origin.top,
    };
  });
  for (const { button, x, y } of shifts) button.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}

function lastLine(anchor: Element): DOMRect {
  const range = anchor.ownerDocument.createRange();
  range.selectNodeContents(anchor);
  const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
  return lines.at(-1) ?? anchor.getBoundingClientRect();
}

/** Whether a neighbour of the name, or of what wraps it, stands on the same line where the badge would be. */
function isTaken(anchor: Element, text: DOMRect, right: number): boolean {
  let element: Element | null = anchor;
  for (let level = 0; level < 3 && element !== null; level += 1) {
    const next: Element | null = element.nextElementSibling;
    if (next !== null) {
      const box = next.getBoundingClientRect();
      const sameLine = box.top < text.bottom && box.bottom > text.top;
      if (sameLine && box.width > 0 && box.left < right && box.right > text.right) return true;
    }
    element = element.parentElement;
  }
  return false;
}
