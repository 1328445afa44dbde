import { revokeToken } from '@xinshao/db/overlay/pairing.ts';
import { memberRoute } from '../route.ts';
import * as schemas from '../schemas.ts';

export const disconnectRoute = memberRoute({
  method: 'POST',
  path: '/disconnect',
  summary: 'Ends the connection whose token this is; other browsers of the person stay connected',
  from: 'nothing',
  request: schemas.disconnectRequest,
  answer: schemas.disconnectAnswer,
  ability: 'see_grade',
  async handle({ services, holder }) {
    // A token that ended meanwhile, by another click or in Slack, is as good as ended here.
    await revokeToken(services.database, services.queue, holder, services.now());
    return { disconnected: true as const };
  },
});
