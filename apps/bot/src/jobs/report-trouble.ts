import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { reportTrouble, type Trouble } from '@xinshao/db/notices/trouble.ts';
import type { DeliveryContext } from './delivery-context.ts';

/** Tells the risk officers of a place that cannot be written to; that telling fails must not fail the delivery. */
export async function tellOperator(context: DeliveryContext, trouble: Trouble): Promise<void> {
  const now = context.now();
  try {
    await reportTrouble(context.database, context.queue, trouble, dayInTimeZone(now, context.timeZone), now);
  } catch (error) {
    context.log.warn({ err: error, ...trouble }, 'the risk officers could not be told of trouble');
  }
}
