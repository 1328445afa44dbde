import type { Badge } from '../messages.ts';
import { badgeStyle } from './badge-style.ts';
import { isDarkPage } from './dark.ts';
import { place } from './place.ts';

export interface Badges {
  /** Draws or replaces the badges of several names with one layout of the page. */
  draw(wanted: readonly { readonly anchor: Element; readonly badge: Badge }[]): void;
  remove(anchor: Element): void;
  /** Whether this node is a badge of ours that somebody moved out of its name; it is taken away. */
  takeBack(node: Node): void;
  isOurs(node: Node): boolean;
  /** Whether exactly this badge stands in its name. */
  shows(anchor: Element, badge: Badge): boolean;
}

interface Drawn {
  readonly host: HTMLElement;
  readonly badge: Badge;
}

function isSame(one: Badge, other: Badge): boolean {
  return one.tone === other.tone && one.text === other.text && one.label === other.label;
}

/** Events a page might otherwise take for a press on its own link. */
const KEPT = ['click', 'auxclick', 'dblclick', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'keydown', 'keyup'];

/**
 * Badges live inside the element with the name, so that they travel and vanish with it. They are recognised by identity
 * alone: what a page copies, marks or names like them is nothing to us.
 * @param open a person pressed the badge of that name
 */
export function createBadges(document: Document, open: (anchor: Element) => void): Badges {
  const drawn = new WeakMap<Element, Drawn>();
  const anchors = new WeakMap<Node, Element>();

  function remove(anchor: Element): void {
    const old = drawn.get(anchor);
    if (old === undefined) return;
    old.host.remove();
    anchors.delete(old.host);
    drawn.delete(anchor);
  }

  function create(anchor: Element, badge: Badge, dark: boolean): { host: HTMLElement; button: HTMLElement } {
    // A plain element: a page could define an element of any other name and reach into its closed root.
    const host = document.createElement('span');
    const root = host.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [badgeStyle()];
    const button = document.createElement('button');
    button.type = 'button';
    button.className = dark ? `${badge.tone} dark` : badge.tone;
    button.textContent = badge.text;
    button.title = badge.label;
    button.setAttribute('aria-label', badge.label);
    for (const kind of KEPT) button.addEventListener(kind, (event) => event.stopPropagation());
    button.addEventListener('click', (event) => {
      event.preventDefault();
      if (event.isTrusted) open(anchor);
    });
    root.append(button);
    return { host, button };
  }

  return {
    draw(wanted) {
      const fresh: { anchor: Element; host: HTMLElement; button: HTMLElement }[] = [];
      let dark: boolean | null = null;
      for (const { anchor, badge } of wanted) {
        remove(anchor);
        dark ??= isDarkPage(anchor);
        const { host, button } = create(anchor, badge, dark);
        drawn.set(anchor, { host, badge });
        anchors.set(host, anchor);
        fresh.push({ anchor, host, button });
      }
      for (const { anchor, host } of fresh) anchor.append(host);
      place(fresh);
    },
    remove,
    takeBack(node) {
      const anchor = anchors.get(node);
      if (anchor !== undefined && node.parentNode !== anchor) remove(anchor);
    },
    isOurs: (node) => anchors.has(node),
    shows(anchor, badge) {
      const old = drawn.get(anchor);
      return old !== undefined && old.host.parentNode === anchor && isSame(old.badge, badge);
    },
  };
}
