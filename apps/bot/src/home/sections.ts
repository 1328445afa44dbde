import type { HomeSection } from './section.ts';
import { alertsSection } from './sections/alerts.ts';
import { approvalsSection } from './sections/approvals.ts';
import { collectionsSection } from './sections/collections.ts';
import { customersSection } from './sections/customers.ts';
import { portfolioSection } from './sections/portfolio.ts';
import { reviewsSection } from './sections/reviews.ts';
import { teamSection } from './sections/team.ts';

/** What waits for the reader, and their own customers. */
export const OWN_SECTIONS: readonly HomeSection[] = [
  approvalsSection,
  reviewsSection,
  alertsSection,
  collectionsSection,
  customersSection,
];

/** The Home tab from top to bottom: what waits for the reader comes first. */
export const HOME_SECTIONS: readonly HomeSection[] = [
  approvalsSection,
  reviewsSection,
  alertsSection,
  collectionsSection,
  teamSection,
  customersSection,
  portfolioSection,
];
