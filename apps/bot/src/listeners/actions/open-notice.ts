import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { noticeWording } from '@xinshao/core/wording/slack/notice.ts';
import { loadingView, noticeView } from '../../blocks/feedback-modal.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import { renderNoticePage } from '../../present/notice.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { showError } from '../../slack/show-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Open all* on a message about many alerts: the list in a modal. The button's value is the message's number. */
export function openNotice(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    try {
      const opened = await client.views.open({ trigger_id: body.trigger_id, view: loadingView() });
      const viewId = opened.view?.id;
      if (viewId === undefined) return;
      const locale = await services.people.localeOf(slackUserId);
      const view = await page(services, slackUserId, action.value ?? '', 0, locale);
      await client.views.update({ view_id: viewId, view });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'open-notice');
    }
  };
}

/** *Previous* and *next* of the list; the button's value is `message:offset`. */
export function turnPage(services: Services) {
  return async ({ ack, action, body, client }: Arguments): Promise<void> => {
    await ack();
    const [noticeId = '', offset = '0'] = (action.value ?? '').split(':');
    const locale = await services.people.localeOf(body.user.id);
    const view = await page(services, body.user.id, noticeId, Number(offset), locale);
    if (body.view === undefined) await client.views.open({ trigger_id: body.trigger_id, view });
    else await client.views.update({ view_id: body.view.id, view });
  };
}

async function page(services: Services, slackUserId: string, noticeId: string, offset: number, locale: Locale) {
  const words = noticeWording[locale];
  const { database, people, timeZone } = services;
  try {
    const member = await people.staffOf(slackUserId);
    if (member === null) return noticeView(locale, words.listTitle, await refuseStranger(services, locale));
    const view = await renderNoticePage(database, noticeId, offset, { locale, timeZone });
    return view ?? noticeView(locale, words.listTitle, words.notThere);
  } catch (error) {
    return noticeView(locale, words.listTitle, presentError(services, error, locale, 'open-notice'));
  }
}
