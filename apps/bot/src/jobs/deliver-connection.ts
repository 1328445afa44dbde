import { CONNECTION_OUTBOX, connectionOfMessage, type ToldConnection } from '@xinshao/db/overlay/connection-message.ts';
import type { DeliverConnectionJob } from '@xinshao/db/queue/queue.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { connectionMessage } from '../blocks/connection-message.ts';
import { clockTime } from '../present/time.ts';
import { deliverShown } from './deliver-shown.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { personTargets } from './delivery-targets.ts';
import { connectionMark } from './marks.ts';
import type { Content } from './send-once.ts';

/** Tells a person that a browser was connected in their name, or shows on that message that it is no more. */
export async function deliverConnection(
  context: DeliveryContext,
  { messageId, waited = false }: DeliverConnectionJob,
): Promise<DeliveryOutcome> {
  return deliverShown(context, await CONNECTION_OUTBOX.claim(context.database, messageId, context.now()), {
    ...{ outbox: CONNECTION_OUTBOX, id: messageId, waited },
    mark: connectionMark(messageId),
    read: () => contentOf(context, messageId),
  });
}

async function contentOf(context: DeliveryContext, messageId: string): Promise<Content | null> {
  const told = await connectionOfMessage(context.database, messageId);
  if (told === null) return null;
  return {
    // One that ended before it could be told is told all the same: somebody had connected it.
    ...{ version: told.version, isWanted: true, manner: { urgent: false }, thread: null, since: told.connectedAt },
    targets: () => personTargets(context, told.owner),
    render: () => render(context, told),
  };
}

async function render({ people, locale, timeZone }: DeliveryContext, told: ToldConnection): Promise<SlackMessage> {
  const { owner, tokenId, version, browser, connectedAt, expiresAt, endedAt } = told;
  return connectionMessage({
    locale: owner.slackUserId === null ? locale : await people.localeOf(owner.slackUserId),
    ...{ id: tokenId, version, browser },
    connectedAt: clockTime(connectedAt, timeZone),
    expiresAt: clockTime(expiresAt, timeZone),
    endedAt: endedAt === null ? null : clockTime(endedAt, timeZone),
  });
}
