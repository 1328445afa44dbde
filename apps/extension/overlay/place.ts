import { BADGE_HEIGHT } from './badge-style.ts';

export interface Placed {
  readonly anchor: Element;
  readonly host: HTMLElement;
  /** What is moved: a plain box, cheap to style anew. The button starts from nothing, which is dear. */
  readonly spot: HTMLElement;
  readonly button: HTMLElement;
}

const GAP = 5;
/** Further away a badge would no longer be read together with its name. */
const FURTHEST = 200;
const LEVELS = 4;
const MOST_NEIGHBOURS = 6;

/**
 * Puts badges on the line of their names, after it or after what stands there (a status, a button); where the line is
 * full, on the upper edge of the name's end. All are measured before any is moved.
 */
export function place(badges: readonly Placed[]): void {
  const [first] = badges;
  if (first === undefined) return;
  const pageWidth = first.anchor.ownerDocument.documentElement.clientWidth;
  const shifts = badges.map(({ anchor, host, spot, button }) => {
    const text = lastLine(anchor);
    const origin = host.getBoundingClientRect();
    const width = button.offsetWidth;
    const left = freeFrom(anchor, text, width);
    const beside = left - text.right <= FURTHEST && left + width <= pageWidth;
    return {
      spot,
      x: (beside ? left : Math.max(text.left, text.right - width)) - origin.left,
      y: (beside ? (text.top + text.bottom - BADGE_HEIGHT) / 2 : text.top - BADGE_HEIGHT + 3) - origin.top,
    };
  });
  for (const { spot, x, y } of shifts) spot.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}

function lastLine(anchor: Element): DOMRect {
  const range = anchor.ownerDocument.createRange();
  range.selectNodeContents(anchor);
  const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
  return lines.at(-1) ?? anchor.getBoundingClientRect();
}

/** Where, right of the name, neighbours of it and of what wraps it leave room for so much. */
function freeFrom(anchor: Element, text: DOMRect, width: number): number {
  let left = text.right + GAP;
  let element: Element | null = anchor;
  for (let level = 0; level < LEVELS && element !== null; level += 1) {
    let next: Element | null = element.nextElementSibling;
    for (let seen = 0; seen < MOST_NEIGHBOURS && next !== null; seen += 1) {
      const box = next.getBoundingClientRect();
      if (box.top >= text.bottom) break;
      const isThere = box.width > 0 && box.bottom > text.top && box.left < left + width && box.right > left - GAP;
      if (isThere) left = box.right + GAP;
      next = next.nextElementSibling;
    }
    element = element.parentElement;
  }
  return left;
}
