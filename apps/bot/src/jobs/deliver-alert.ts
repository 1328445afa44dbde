import { ALERT_OUTBOX, messageOfAlert } from '@xinshao/db/alerts/alert-message.ts';
import { alertVersion, alertView } from '@xinshao/db/alerts/alert-view.ts';
import { tellAbove } from '@xinshao/db/notices/tell-above.ts';
import { type DeliverAlertJob, refreshNotice } from '@xinshao/db/queue/queue.ts';
import { renderAlert } from '../present/alert.ts';
import { personAddressed } from '../present/person-addressed.ts';
import { isStillWanted } from '../present/review.ts';
import { deliverShown } from './deliver-shown.ts';
import { type DeliveryContext, type DeliveryOutcome, DONE } from './delivery-context.ts';
import { deliveryTargets } from './delivery-targets.ts';
import { alertMark } from './marks.ts';
import type { Content } from './send-once.ts';

/**
 * Brings what one audience sees of an alert up to date; a message about many alerts that tells it is shown anew. Where
 * Slack does not reach the owner, whoever is above is told at once.
 */
export async function deliverAlert(context: DeliveryContext, job: DeliverAlertJob): Promise<DeliveryOutcome> {
  const { database } = context;
  const message = await messageOfAlert(database, job.alertId, job.audience);
  if (message === null) return DONE;
  const claim = await ALERT_OUTBOX.claim(database, message.id, context.now());
  if (claim.outcome === 'done' && message.noticeId !== null) await refreshNotice(context.queue, message.noticeId);
  const outcome = await deliverShown(context, claim, {
    outbox: ALERT_OUTBOX,
    id: message.id,
    mark: alertMark(job.alertId, job.audience),
    waited: job.waited ?? false,
    version: () => alertVersion(database, job.alertId),
    read: () => contentOf(context, job),
  });
  const isOwners = job.audience === 'owner' || job.audience.startsWith('question:');
  if (isOwners && outcome.kind === 'failed' && outcome.unreached === true) {
    await tellAbove(database, context.queue, [job.alertId], context.now());
  }
  return outcome;
}

async function contentOf(context: DeliveryContext, { alertId, audience }: DeliverAlertJob): Promise<Content | null> {
  const view = await alertView(context.database, alertId);
  if (view === null || (audience === 'owner' && view.owner === null)) return null;
  const person = audience === 'channel' ? null : await personAddressed(context.database, view, audience);
  return {
    version: view.version,
    isWanted: isStillWanted(view, audience),
    manner: { urgent: view.severity === 'red' },
    thread: null,
    since: view.openedAt,
    ...(audience === 'channel' ? {} : { reader: person?.code ?? null }),
    targets: () => deliveryTargets(context, view, audience, person),
    render: async () =>
      person === null && audience !== 'channel' ? null : renderAlert(context, view, audience, person),
  };
}
