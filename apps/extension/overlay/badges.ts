import type { Badge } from '../messages.ts';
import { badgeStyle } from './badge-style.ts';
import { isDarkPage } from './dark.ts';
import { type Placed, place } from './place.ts';

export interface Badges {
  /** Draws or replaces the badges of several names; they find their places within the next frame. */
  draw(wanted: readonly { readonly anchor: Element; readonly badge: Badge }[]): void;
  remove(anchor: Element): void;
  /** Takes all of them away, wherever on the page they are. */
  removeAll(): void;
  /** Whether this node is a badge of ours that somebody moved out of its name; it is taken away. */
  takeBack(node: Node): void;
  /** Takes away what left the page with its name: there nobody sees to it that name and badge belong together. */
  removeDetached(): void;
  isOurs(node: Node): boolean;
  /** Whether exactly this badge stands in its name. */
  shows(anchor: Element, badge: Badge): boolean;
  stop(): void;
}

interface Drawn {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly badge: Badge;
}

function isSame(one: Badge, other: Badge): boolean {
  return one.tone === other.tone && one.text === other.text && one.label === other.label;
}

/** Events a page might otherwise take for a press on its own link. */
const KEPT = ['auxclick', 'dblclick', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'keydown', 'keyup'];

/**
 * Badges live inside the element with the name, so that they travel and vanish with it. They are recognised by identity
 * alone: what a page copies, marks or names like them is nothing to us.
 * @param open a person pressed the badge of that name
 */
export function createBadges(document: Document, open: (anchor: Element) => void): Badges {
  const drawn = new Map<Element, Drawn>();
  const anchors = new WeakMap<EventTarget, Element>();

  function remove(anchor: Element): void {
    const old = drawn.get(anchor);
    if (old === undefined) return;
    drawn.delete(anchor);
    anchors.delete(old.host);
    old.host.remove();
    // A page that kept hold of it can put it anywhere: it shall find nothing in it.
    old.root.replaceChildren();
  }

  /**
   * The browser lays the page out for its next frame anyway: positions are read after that and before it is painted,
   * so that nobody sees a badge where it does not belong and no layout is asked for in between.
   */
  let unplaced: Placed[] = [];
  const layout = new ResizeObserver(() => {
    layout.disconnect();
    const present = unplaced.filter(({ anchor, host }) => host.parentNode === anchor && anchor.isConnected);
    unplaced = [];
    const [first] = present;
    if (first === undefined) return;
    if (isDarkPage(first.anchor)) for (const { button } of present) button.classList.add('dark');
    place(present);
  });

  function removeAll(): void {
    for (const anchor of drawn.keys()) remove(anchor);
  }

  function create(anchor: Element, badge: Badge): Placed {
    // A plain element: a page could define an element of any other name and reach into its closed root.
    const host = document.createElement('span');
    const root = host.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [badgeStyle()];
    const button = document.createElement('button');
    button.type = 'button';
    button.className = badge.tone;
    button.textContent = badge.text;
    button.title = badge.label;
    button.ariaLabel = badge.label;
    const spot = document.createElement('div');
    spot.append(button);
    root.append(spot);
    drawn.set(anchor, { host, root, badge });
    anchors.set(host, anchor);
    return { anchor, host, spot, button };
  }

  // One listener for all badges, ahead of the page's own; what happens inside a closed root has the host as its target.
  const ownTarget = (event: Event): Element | undefined =>
    event.target === null ? undefined : anchors.get(event.target);
  const keep = (event: Event): void => {
    if (ownTarget(event) !== undefined) event.stopImmediatePropagation();
  };
  const press = (event: Event): void => {
    const anchor = ownTarget(event);
    if (anchor === undefined) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.isTrusted) open(anchor);
  };
  for (const kind of KEPT) globalThis.addEventListener(kind, keep, true);
  globalThis.addEventListener('click', press, true);

  return {
    draw(wanted) {
      if (wanted.length === 0) return;
      const fresh = wanted.map(({ anchor, badge }) => {
        remove(anchor);
        return create(anchor, badge);
      });
      for (const { anchor, host } of fresh) anchor.append(host);
      unplaced.push(...fresh);
      layout.observe(document.documentElement);
    },
    remove,
    removeAll,
    takeBack(node) {
      const anchor = anchors.get(node);
      if (anchor !== undefined && node.parentNode !== anchor) remove(anchor);
    },
    removeDetached() {
      for (const anchor of drawn.keys()) {
        if (!anchor.isConnected || anchor.ownerDocument !== document) remove(anchor);
      }
    },
    isOurs: (node) => anchors.has(node),
    shows(anchor, badge) {
      const old = drawn.get(anchor);
      return old !== undefined && old.host.parentNode === anchor && isSame(old.badge, badge);
    },
    stop() {
      for (const kind of KEPT) globalThis.removeEventListener(kind, keep, true);
      globalThis.removeEventListener('click', press, true);
      layout.disconnect();
      unplaced = [];
      removeAll();
    },
  };
}
