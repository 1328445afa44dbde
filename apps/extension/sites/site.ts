import type { PageKind, SiteId, Subject } from '../messages.ts';

export interface SitePage {
  readonly kind: PageKind;
  /** The site's own id of the company; null elsewhere. */
  readonly id: string | null;
}

/** What a company page says, the element its badge belongs to, and what could not be made to agree. */
export type SubjectReading =
  | { readonly outcome: 'read'; readonly subject: Subject; readonly anchor: Element }
  | { readonly outcome: 'nothing' | 'disagree' };

/** Where a company page shows counts and status. What they count is read by its label, never by the place. */
export interface EvidencePlaces {
  /** Selector of tabs and headings, which may hold a label with its count, or a label before it. */
  readonly counts: string;
  /** Selector of the cells that may hold the label of the status. */
  readonly cells: string;
  /** Selector of the status beside the name, for pages where it has no label. */
  readonly status: string;
}

/** One registry site: where it applies and how to read it. */
export interface Site {
  readonly id: SiteId;
  covers(host: string): boolean;
  pageOf(url: URL): SitePage;
  /** Selector of the elements that may carry a company's name; a badge goes into them. */
  readonly names: string;
  /** The company named by such an element; null when it names none, or the page's own company again. */
  readName(element: Element, page: SitePage): string | null;
  readSubject(document: Document, page: SitePage): SubjectReading;
  readonly evidence: EvidencePlaces;
  /** Selectors of the places read, for the report on a page that changed. */
  readonly places: Readonly<Record<string, string>>;
}
