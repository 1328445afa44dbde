import type { Site, SitePage } from '../site.ts';
import { companyNameIn } from './names.ts';

/**
 * Reads links to company pages by the form of their address: links elsewhere, to the page itself (a company page links
 * its own tabs) and with a text that names no company are dropped.
 */
export function readCompanyLink(
  element: Element,
  page: SitePage,
  site: Pick<Site, 'covers' | 'pageOf'>,
): string | null {
  const url = addressOf(element);
  if (url === null || !site.covers(url.hostname)) return null;
  const target = site.pageOf(url);
  if (target.kind !== 'company' || (page.kind === 'company' && target.id === page.id)) return null;
  return companyNameIn(element);
}

function addressOf(element: Element): URL | null {
  const href = element.getAttribute('href');
  return href !== null && URL.canParse(href, element.ownerDocument.baseURI)
    ? new URL(href, element.ownerDocument.baseURI)
    : null;
}
