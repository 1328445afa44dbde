import type { HomeSection } from './section.ts';
import { alertsSection } from './sections/alerts.ts';
import { collectionsSection } from './sections/collections.ts';
import { customersSection } from './sections/customers.ts';

/** The Home tab from top to bottom: what waits for the reader comes first. */
export const HOME_SECTIONS: readonly HomeSection[] = [alertsSection, collectionsSection, customersSection];
