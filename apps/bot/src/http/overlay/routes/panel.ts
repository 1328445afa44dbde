import { customerPanel } from '../../../overlay/customer-panel.ts';
import { Refused } from '../refused.ts';
import { memberRoute } from '../route.ts';
import * as schemas from '../schemas.ts';

export const panelRoute = memberRoute({
  method: 'GET',
  path: '/customers/:id/panel',
  summary: 'Everything of one customer that the reader may see; recorded as a look',
  from: 'params',
  request: schemas.panelRequest,
  answer: schemas.panelAnswer,
  ability: 'see_grade',
  async handle({ services, holder, locale, note }, { id }) {
    note({ customerId: id });
    const panel = await customerPanel(services, holder.member, locale, id);
    if (panel === null) throw new Refused('not_found');
    return panel;
  },
});
