import * as z from 'zod';
import { publicRoute } from '../route.ts';
import * as schemas from '../schemas.ts';

export const healthRoute = publicRoute({
  method: 'GET',
  path: '/health',
  summary: 'Whether this is a Xinshao server and its database answers',
  from: 'nothing',
  request: z.object({}),
  answer: schemas.health,
  async handle({ services }) {
    const ok = await services.database.pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return { product: 'xinshao' as const, ok };
  },
});
