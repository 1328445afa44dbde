import type { Subject } from '../messages.ts';
import type { Site, SitePage } from '../sites/site.ts';
import { type Answers, keyOf } from './answers.ts';
import type { Badges } from './badges.ts';

/** A page that takes a badge away again and again does not want it; we do not fight. */
const MOST_REDRAWS = 5;
const REDRAWS_WITHIN_MS = 3_000;
/** How far a changed node can be inside the element with the name. */
const LEVELS = 6;

interface Known {
  readonly subject: Subject;
  readonly key: string;
  drawn: number;
  /** When counting began. */
  since: number;
}

export interface Names {
  /** Reads all names at and below an element. */
  readBelow(root: Element): void;
  /** Something at this node changed: a badge that is no longer right goes at once, before the page is painted. */
  changed(node: Node): void;
  /** The company of the page itself and where its name stands; null when it has none. */
  setHeading(heading: { readonly subject: Subject; readonly anchor: Element } | null): void;
  /** Draws what is known, asks for what is not. */
  settle(): void;
  /** All answers may be old: ask anew; meanwhile badges stay or go. */
  renew(keep: boolean): void;
  subjectOf(anchor: Element): Subject | null;
  /** Whether any name was read since the last call of `forgetFound`. */
  found(): boolean;
  forgetFound(): void;
  stop(): void;
}

/** The names on a page, each by its element; only those near what the reader sees are asked for and get badges. */
export function createNames(site: Site, page: () => SitePage, badges: Badges, answers: Answers): Names {
  const known = new WeakMap<Element, Known>();
  const near = new Set<Element>();
  let heading: { subject: Subject; anchor: Element } | null = null;
  let isFound = false;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) near.add(target);
        else near.delete(target);
      }
      settle();
    },
    { rootMargin: '100% 0px' },
  );

  function read(element: Element): void {
    if (element === heading?.anchor) return;
    const name = site.readName(element, page());
    const old = known.get(element);
    if (name === null) {
      if (old !== undefined) drop(element);
      return;
    }
    isFound = true;
    if (old?.subject.name === name) return;
    if (old !== undefined) badges.remove(element);
    const subject = { name, uscc: null, formerNames: [] };
    known.set(element, { subject, key: keyOf(subject), drawn: 0, since: 0 });
    if (old === undefined) observer.observe(element);
  }

  function drop(element: Element): void {
    badges.remove(element);
    known.delete(element);
    near.delete(element);
    observer.unobserve(element);
  }

  function settle(): void {
    answers.forgetOld();
    const due = [];
    for (const element of near) {
      const entry = known.get(element);
      if (entry === undefined || !element.isConnected) near.delete(element);
      else {
        const badge = answers.get(entry.key);
        if (badge === undefined) answers.want(entry.subject);
        else if (badge === null) badges.remove(element);
        else if (!badges.shows(element, badge) && mayDraw(entry)) due.push({ anchor: element, badge });
      }
    }
    badges.draw(due);
  }

  function mayDraw(entry: Known): boolean {
    const now = performance.now();
    if (now - entry.since > REDRAWS_WITHIN_MS) {
      entry.since = now;
      entry.drawn = 0;
    }
    entry.drawn += 1;
    return entry.drawn <= MOST_REDRAWS;
  }

  return {
    readBelow(root) {
      if (root.matches(site.names)) read(root);
      for (const element of root.querySelectorAll(site.names)) read(element);
    },
    changed(node) {
      let element = node instanceof Element ? node : node.parentElement;
      for (let level = 0; level < LEVELS && element !== null; level += 1) {
        if (known.has(element) || element.matches(site.names)) read(element);
        element = element.parentElement;
      }
    },
    setHeading(next) {
      if (heading !== null && heading.anchor !== next?.anchor) drop(heading.anchor);
      heading = next;
      if (next === null) return;
      const key = keyOf(next.subject);
      if (known.get(next.anchor)?.key !== key) {
        badges.remove(next.anchor);
        known.set(next.anchor, { subject: next.subject, key, drawn: 0, since: 0 });
      }
      near.add(next.anchor);
    },
    settle,
    renew(keep) {
      // Those far from what the reader sees too: they come back into sight as they are.
      if (!keep) badges.removeAll();
      answers.forget();
      settle();
    },
    subjectOf: (anchor) => known.get(anchor)?.subject ?? null,
    found: () => isFound,
    forgetFound() {
      isFound = false;
    },
    stop() {
      observer.disconnect();
      near.clear();
    },
  };
}
