import type { Database } from '../../database.ts';
import { type LargestShare, largestShares } from './largest-shares.ts';
import { remembered } from './remembered.ts';
import type { Selection } from './selection.ts';
import { type FiguresAsked, type SelectionFigures, selectionFigures } from './selection-figures.ts';

const EVERYBODY: Selection = { scope: { kind: 'all' }, filters: [] };

/** The figures over all customers, worked out once for each state of the portfolio and each day. */
export function everybodysFigures(database: Database, asked: FiguresAsked): Promise<SelectionFigures> {
  const question = JSON.stringify(['figures', asked.dimensions, asked.since, asked.today]);
  return remembered(database, question, () => selectionFigures(database, EVERYBODY, asked));
}

/** The largest shares of the whole exposure, likewise. */
export function everybodysShares(database: Database): Promise<LargestShare[]> {
  return remembered(database, 'shares', () => largestShares(database));
}
