import { registryPageOf } from '@xinshao/core/registry/sites.ts';
import type { BadgesAnswer, PageEvidence, PageReading, PageReport, Subject } from '../messages.ts';
import { readEvidence } from '../sites/reading/evidence.ts';
import { headingNameIn } from '../sites/reading/names.ts';
import type { Site, SitePage } from '../sites/site.ts';
import { createAnswers } from './answers.ts';
import { createBadges } from './badges.ts';
import { createIdleQueue } from './idle-queue.ts';
import { createMovedOn } from './moved-on.ts';
import { createNames } from './names.ts';
import { SETTLED_AFTER_MS } from './settled-after.ts';

/**
 * What is read within the change itself, half a frame at most: a new list of usual length is asked for as a whole and
 * need not wait for an idle moment.
 */
const AT_ONCE_MS = 8;
const EMPTY_LIST = /没有找到|未找到|暂无|无相关|查无|抱歉|沒有找到|No results/iu;

export interface OverlayParts {
  readonly document: Document;
  readonly site: Site;
  /** undefined: there was nobody to answer. */
  ask(subjects: readonly Subject[]): Promise<BadgesAnswer | undefined>;
  tell(reading: PageReading): void;
  openPanel(subject: Subject): void;
}

export interface Overlay {
  renew(keep: boolean): void;
  report(): PageReport;
  /** null: this page is not about one company. */
  evidence(): PageEvidence | null;
  stop(): void;
}

/**
 * Follows one page: one observer, work in idle slices, nothing scheduled while nothing changes. Badges that became wrong
 * are taken away within the change itself; right ones are drawn when the page is idle.
 */
export function startOverlay({ document, site, ask, tell, openPanel }: OverlayParts): Overlay {
  let address = '';
  let page: SitePage = { kind: 'other', id: null };
  let arrivedAt = 0;
  let told = '';
  let heading: { readonly subject: Subject; readonly anchor: Element } | null = null;

  const answers = createAnswers(ask, () => names.settle());
  const badges = createBadges(document, (anchor) => {
    const subject = names.subjectOf(anchor);
    if (subject !== null) openPanel(subject);
  });
  const names = createNames(site, () => page, badges, answers);
  const movedOn = createMovedOn();
  const queue = createIdleQueue(() => document.body, names.readBelow, settled);

  function readPage(): PageReading {
    heading = null;
    let outcome: PageReading['outcome'] = 'read';
    if (page.kind === 'company') {
      const reading = site.readSubject(document, page);
      outcome = reading.outcome;
      if (reading.outcome === 'read') {
        if (movedOn.isHalfway(page.id, reading.subject, performance.now() - arrivedAt)) outcome = 'disagree';
        else {
          movedOn.remember(page.id, reading.subject);
          heading = reading;
        }
      }
    } else if (page.kind === 'list' && !names.found()) outcome = 'nothing';
    return { site: site.id, kind: page.kind, outcome, subject: heading?.subject ?? null };
  }

  function settled(): void {
    followAddress();
    const reading = readPage();
    names.setHeading(heading);
    if (answers.mayAskAgain()) answers.forget();
    names.settle();
    const text = JSON.stringify(reading);
    if (text === told) return;
    told = text;
    tell(reading);
  }

  /** Pages move to another company without loading: what counted as their own links then no longer does. */
  function followAddress(): void {
    if (document.location.href === address) return;
    address = document.location.href;
    const next = site.pageOf(new URL(address));
    if (next.kind === page.kind && next.id === page.id && arrivedAt > 0) return;
    page = next;
    arrivedAt = performance.now();
    names.forgetFound();
    queue.push(document.body);
  }

  const observer = new MutationObserver((records) => {
    const changed = new Set<Node>();
    const until = performance.now() + AT_ONCE_MS;
    let somethingLeft = false;
    for (const record of records) {
      const { target } = record;
      if (record.type !== 'childList') {
        if (target.isConnected) changed.add(target);
        continue;
      }
      const { addedNodes, removedNodes } = record;
      let own = addedNodes.length + removedNodes.length > 0;
      for (const node of removedNodes) {
        if (badges.isOurs(node)) badges.takeBack(node);
        else if (node instanceof Element) somethingLeft = true;
        own = false;
      }
      for (const node of addedNodes) {
        if (badges.isOurs(node)) badges.takeBack(node);
        else {
          own = false;
          // What came and went again within one task was never seen.
          if (!(node instanceof Element) || !node.isConnected) continue;
          if (performance.now() < until) names.readBelow(node);
          else queue.push(node);
        }
      }
      if (!own && target.isConnected) changed.add(target);
    }
    if (changed.size === 0) return;
    if (somethingLeft) badges.removeDetached();
    for (const node of changed) names.changed(node);
    if (heading !== null && headingNameIn(heading.anchor) !== heading.subject.name) badges.remove(heading.anchor);
    queue.wake();
  });
  const wake = (): void => queue.wake();
  /** The page comes back from the cache of pages left: what it heard and told is as old as that. */
  const comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    told = '';
    names.renew(false);
    queue.wake();
  };
  const navigation = historyEvents();

  observer.observe(document, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['href', 'title', 'data-log-title'],
  });
  navigation?.addEventListener('currententrychange', wake);
  globalThis.addEventListener('popstate', wake);
  globalThis.addEventListener('pageshow', comeBack);
  document.addEventListener('visibilitychange', wake);
  followAddress();
  queue.start();

  return {
    renew: names.renew,
    report() {
      const places = Object.entries(site.places).map(([place, selector]) => [
        place,
        document.querySelectorAll(selector).length,
      ]);
      const { subject: _, ...reading } = readPage();
      return {
        ...reading,
        places: Object.fromEntries(places),
        settled: performance.now() - arrivedAt > SETTLED_AFTER_MS,
        empty: page.kind === 'list' && EMPTY_LIST.test(document.body.textContent ?? ''),
      };
    },
    evidence() {
      const { subject } = readPage();
      if (subject === null) return null;
      return {
        site: site.id,
        pageId: registryPageOf(address)?.pageId ?? null,
        subject,
        ...readEvidence(document, site.evidence),
      };
    },
    stop() {
      observer.disconnect();
      queue.stop();
      names.stop();
      badges.stop();
      navigation?.removeEventListener('currententrychange', wake);
      globalThis.removeEventListener('popstate', wake);
      globalThis.removeEventListener('pageshow', comeBack);
      document.removeEventListener('visibilitychange', wake);
    },
  };
}

/** Where a page moves on without loading, its own history says so; null in a browser without that interface. */
function historyEvents(): EventTarget | null {
  const navigation: unknown = Reflect.get(globalThis, 'navigation');
  return navigation instanceof EventTarget ? navigation : null;
}
