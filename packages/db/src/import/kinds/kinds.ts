import type { ImportKind } from '../options.ts';
import { customersKind } from './customers.ts';
import type { KindDefinition } from './definition.ts';
import { eventsKind } from './events.ts';
import { industriesKind } from './industries.ts';
import { invoicesKind } from './invoices.ts';
import { ordersKind } from './orders.ts';
import { ownershipKind } from './ownership.ts';
import { paymentsKind } from './payments.ts';
import { staffKind } from './staff.ts';
import { statementsKind } from './statements.ts';
import { teamsKind } from './teams.ts';

/** How each kind of file is read. */
export const KINDS: Readonly<Record<ImportKind, KindDefinition>> = {
  customers: customersKind,
  invoices: invoicesKind,
  payments: paymentsKind,
  orders: ordersKind,
  statements: statementsKind,
  events: eventsKind,
  staff: staffKind,
  teams: teamsKind,
  ownership: ownershipKind,
  industries: industriesKind,
};
