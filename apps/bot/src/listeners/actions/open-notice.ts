import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { noticeWording } from '@xinshao/core/wording/slack/notice.ts';
import { loadingView, noticeView } from '../../blocks/feedback-modal.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import { listPlaceOf, renderNoticePage } from '../../present/notice-list.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { showError } from '../../slack/show-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Open all* on a message about many alerts: the list in a modal. Its value is `message:offset:section`. */
export function openNotice(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    try {
      const opened = await client.views.open({ trigger_id: body.trigger_id, view: loadingView() });
      const viewId = opened.view?.id;
      if (viewId === undefined) return;
      const locale = await services.people.localeOf(slackUserId);
      const view = await page(services, slackUserId, action.value ?? '', locale);
      await client.views.update({ view_id: viewId, view });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'open-notice');
    }
  };
}

/** *Previous* and *next* of the list; of the same value. */
export function turnPage(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    try {
      const locale = await services.people.localeOf(body.user.id);
      const view = await page(services, body.user.id, action.value ?? '', locale);
      if (body.view === undefined) await client.views.open({ trigger_id: body.trigger_id, view });
      else await client.views.update({ view_id: body.view.id, view });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'turn-page');
    }
  };
}

async function page(services: Services, slackUserId: string, value: string, locale: Locale) {
  const words = noticeWording[locale];
  const { database, people, timeZone } = services;
  try {
    const member = await people.staffOf(slackUserId);
    if (member === null) return noticeView(locale, words.listTitle, await refuseStranger(services, locale));
    const place = listPlaceOf(value);
    const reader = { locale, timeZone, member, now: services.now() };
    const view = place === null ? null : await renderNoticePage(database, place, reader);
    return view ?? noticeView(locale, words.listTitle, words.notThere);
  } catch (error) {
    return noticeView(locale, words.listTitle, presentError(services, error, locale, 'open-notice'));
  }
}
