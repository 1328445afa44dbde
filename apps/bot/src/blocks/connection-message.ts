import type { Locale } from '@xinshao/core/wording/locale.ts';
import { connectWording } from '@xinshao/core/wording/slack/connect.ts';
import type { SlackMessage } from './alert-message.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

export const END_CONNECTION = 'end_connection';

/** A connected browser as its owner sees it; moments are worded. */
export interface ConnectionModel {
  readonly locale: Locale;
  readonly id: string;
  readonly version: number;
  /** null: not known. */
  readonly browser: string | null;
  readonly connectedAt: string;
  readonly expiresAt: string;
  /** null: it is connected. */
  readonly endedAt: string | null;
}

/** What a person is told of a browser that was connected in their name, with a way to end it as long as it lasts. */
export function connectionMessage(model: ConnectionModel): SlackMessage {
  const words = connectWording[model.locale];
  const browser = model.browser === null ? words.someBrowser : escapeText(model.browser);
  const title = words.connected({ browser, at: model.connectedAt });
  const state =
    model.endedAt === null ? words.wasItYou({ until: model.expiresAt }) : words.connectionEnded({ at: model.endedAt });
  return {
    text: clip(title, LIMITS.messageText),
    blocks: [
      { type: 'section', text: mrkdwn(`${title}\n${state}`) },
      ...(model.endedAt === null
        ? [
            {
              type: 'actions' as const,
              // A new block_id for every version: clients keep the state of a block whose id stays.
              block_id: `connection:${model.id}:${model.version}`,
              elements: [
                {
                  type: 'button' as const,
                  action_id: END_CONNECTION,
                  text: plain(words.disconnectThis, LIMITS.buttonText),
                  value: model.id,
                  style: 'danger' as const,
                },
              ],
            },
          ]
        : []),
    ],
  };
}
