import type { OverlayRoute } from './route.ts';
import { disconnectRoute } from './routes/disconnect.ts';
import { evidenceRoute } from './routes/evidence.ts';
import { healthRoute } from './routes/health.ts';
import { lookupsRoute } from './routes/lookups.ts';
import { pairingRoute } from './routes/pairing.ts';
import { panelRoute } from './routes/panel.ts';
import { portfolioRoutes } from './routes/portfolio.ts';
import { precheckRoute } from './routes/precheck.ts';
import { searchRoute } from './routes/search.ts';

/** Every operation of the interface. */
export const OVERLAY_ROUTES: readonly OverlayRoute[] = [
  healthRoute,
  pairingRoute,
  disconnectRoute,
  lookupsRoute,
  searchRoute,
  panelRoute,
  precheckRoute,
  evidenceRoute,
  ...portfolioRoutes,
];
