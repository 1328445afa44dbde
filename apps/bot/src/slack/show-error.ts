import type { WebClient } from '@slack/web-api';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';
import { noticeView } from '../blocks/feedback-modal.ts';
import type { Services } from '../services.ts';
import { presentError } from './present-error.ts';

/** Tells somebody in a modal about an error they met on the Home tab, where there is no response_url to answer to. */
export async function showError(
  services: Services,
  client: WebClient,
  person: { readonly triggerId: string; readonly slackUserId: string },
  error: unknown,
  where: string,
): Promise<void> {
  const locale = await services.people.localeOf(person.slackUserId);
  const text = presentError(services, error, locale, where);
  await client.views
    .open({ trigger_id: person.triggerId, view: noticeView(locale, homeWording[locale].title, text) })
    .catch((failure: unknown) => services.log.warn({ err: failure, where }, 'an error could not be shown'));
}
