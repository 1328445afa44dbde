import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { loadingView, noticeView } from '../blocks/feedback-modal.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import type { Services } from '../services.ts';
import { presentError } from '../slack/present-error.ts';

/**
 * Opens a modal: a loading view at once, because the trigger lives three seconds, then what `make` returns or a notice.
 * @throws Slack's error when not even the loading view could be opened
 */
export async function openModal(
  services: Services,
  client: WebClient,
  request: { readonly triggerId: string; readonly slackUserId: string; readonly where: string },
  make: (member: StaffMember, locale: Locale) => Promise<ModalView>,
): Promise<void> {
  const opened = await client.views.open({ trigger_id: request.triggerId, view: loadingView() });
  const viewId = opened.view?.id;
  if (viewId === undefined) return;
  const locale = await services.people.localeOf(request.slackUserId);
  const title = limitRequestWording[locale].notPossibleTitle;
  const view = async () => {
    const member = await services.people.staffOf(request.slackUserId);
    if (member === null) return noticeView(locale, title, await refuseStranger(services, locale));
    return make(member, locale);
  };
  const shown = await view().catch((error: unknown) =>
    noticeView(locale, title, presentError(services, error, locale, request.where)),
  );
  await client.views.update({ view_id: viewId, view: shown });
}
