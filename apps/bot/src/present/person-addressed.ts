import type { AlertPerson, AlertView } from '@xinshao/db/alerts/alert-view.ts';
import { type Audience, audienceParts } from '@xinshao/db/alerts/audience.ts';
import { attacherOf } from '@xinshao/db/alerts/feedback-files.ts';
import { stepRecipient } from '@xinshao/db/alerts/step-recipient.ts';
import type { Database } from '@xinshao/db/database.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';

/** The person a direct message about an alert is for; null for a channel, and where nobody is named or whoever is has left. */
export async function personAddressed(
  database: Database,
  view: AlertView,
  audience: Audience,
): Promise<AlertPerson | null> {
  const parts = audienceParts(audience);
  switch (parts.kind) {
    case 'channel':
      return null;
    case 'risk': {
      const head = await stepRecipient(database, view.id, 'risk');
      // Where nobody is of risk the step would climb on; this is for risk alone.
      return head?.role === 'risk' ? head : null;
    }
    case 'manager':
      return stepRecipient(database, view.id, 'manager');
    case 'question':
      // Whoever answers now: an owner may have left since the first answer.
      return view.owner === null ? null : stepRecipient(database, view.id, 'owner');
    case 'owner':
      return view.owner === null || (await staffByCode(database, view.owner.code)) === null ? null : view.owner;
    case 'review':
    case 'former':
      return staffByCode(database, parts.staffCode);
    case 'file':
      return attacherOf(database, parts.fileId);
  }
}
