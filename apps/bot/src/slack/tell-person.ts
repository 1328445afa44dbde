import type { BlockAction, ButtonAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';
import { noticeView } from '../blocks/feedback-modal.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import type { Services } from '../services.ts';
import { postDirect } from './post-direct.ts';

/** A click on a button, as a listener has it. */
export interface Click {
  readonly client: WebClient;
  readonly body: BlockAction<ButtonAction>;
  readonly respond: RespondFn;
}

/**
 * Tells whoever clicked something: below the message the button stands in; on the Home tab and in a modal, which have no
 * response_url, in a modal of its own, and by direct message where that cannot be shown: a trigger that is used up or has
 * expired, a response_url that Slack does not take any more.
 */
export async function tellPerson(
  services: Services,
  { client, body, respond }: Click,
  text: string,
  where: string,
): Promise<void> {
  const show = async () => {
    if (body.view === undefined) {
      await respond({ response_type: 'ephemeral', replace_original: false, ...noticeMessage(text) });
      return;
    }
    const locale = await services.people.localeOf(body.user.id);
    const view = noticeView(locale, homeWording[locale].title, text);
    const shown = { trigger_id: body.trigger_id, view };
    await (body.view.type === 'modal' ? client.views.push(shown) : client.views.open(shown));
  };
  try {
    await show();
  } catch {
    await postDirect(client, body.user.id, noticeMessage(text)).catch((failure: unknown) =>
      services.log.warn({ err: failure, where }, 'a person could not be told'),
    );
  }
}
