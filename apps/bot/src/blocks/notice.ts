import type { ViewResponseAction } from '@slack/bolt';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { noticeView } from './feedback-modal.ts';

/** Tells Slack to put a notice in the place of a form that was sent. @param body mrkdwn, already escaped */
export function notice(locale: Locale, title: string, body: string): ViewResponseAction {
  return { response_action: 'update', view: noticeView(locale, title, body) };
}
