import { decisionsOffered } from '@xinshao/core/alerts/transition.ts';
import { standing } from '@xinshao/core/approvals/permissions.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { seesDetails } from '@xinshao/core/roles/roles.ts';
import { APPROVAL_STATE_LABELS } from '@xinshao/core/wording/labels/approvals.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import { digestWording } from '@xinshao/core/wording/slack/digest.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import { noticeWording } from '@xinshao/core/wording/slack/notice.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import type { NoticeItem } from '@xinshao/db/notices/notice-items.ts';
import type { NoticeRequest } from '@xinshao/db/notices/notice-requests.ts';
import { OPEN_FEEDBACK, REVIEW, SHOW_CUSTOMER } from '../blocks/alert-message.ts';
import { DECIDE_LIMIT } from '../blocks/limit-request.ts';
import type { LineButton, NoticeLine } from '../blocks/notice-message.ts';
import { daysText } from './limit-request.ts';
import type { NoticeReader } from './notice.ts';
import { clockTime, timeLeft } from './time.ts';
import { severityMark } from './words.ts';

const REQUEST_MARK = '🖊️';

type LineReader = Pick<NoticeReader, 'locale' | 'timeZone' | 'member'>;

/** Whether a line shows exposure and overdue (§9): to a person as they may see them, to the channel it was sent to always. */
export function showsFigures({ responsibility }: NoticeItem, { member }: Pick<NoticeReader, 'member'>): boolean {
  return member === null || seesDetails(member, responsibility);
}

/** An alert in a message about many, with what the reader may do about it. */
export function alertLine(item: NoticeItem, reader: LineReader): NoticeLine {
  const { locale, member } = reader;
  const owed = item.part === 'review' ? item.state === 'answered' : isUnanswered(item);
  return {
    id: item.alertId,
    name: item.customerName,
    mark: severityMark(item.severity),
    figures: figuresOf(item, reader),
    remark: remarkOf(item, owed, locale),
    buttons: owed ? stepsOf(item, member, locale) : [detailsButton(item.customerId, locale)],
  };
}

/** A request for a limit in a digest, with the decisions while the reader may take them. */
export function requestLine({ stored, owed }: NoticeRequest, reader: NoticeReader): NoticeLine {
  const { locale, timeZone, now, member } = reader;
  const { request } = stored;
  const words = digestWording[locale];
  const about = {
    limit: formatFen(request.requested.limitFen, locale),
    terms: daysText(request.requested.termDays, locale),
    by: stored.requesterName,
  };
  const expires = clockTime(request.expiresAt, timeZone);
  const left = timeLeft(request.expiresAt, now, locale);
  const settled = request.state === 'pending' ? words.passedOn : words.decided({ state: stateText(stored, locale) });
  const decidable = owed && member !== null && standing(request, member, now).may;
  return {
    id: stored.id,
    name: stored.customer.name,
    mark: REQUEST_MARK,
    figures: owed ? words.request({ ...about, expires, left }) : words.requestSettled(about),
    remark: owed ? null : settled,
    buttons: decidable ? decisionButtons(stored, locale) : [detailsButton(stored.customer.id, locale)],
  };
}

function stateText({ request }: NoticeRequest['stored'], locale: Locale): string {
  return APPROVAL_STATE_LABELS[request.state][locale];
}

function isUnanswered({ state }: NoticeItem): boolean {
  return state === 'open' || state === 'returned';
}

function figuresOf(item: NoticeItem, reader: LineReader): string {
  const { locale, timeZone } = reader;
  const owner = item.ownerName ?? noticeWording[locale].noOwner;
  if (!showsFigures(item, reader)) return noticeWording[locale].bare({ due: clockTime(item.dueAt, timeZone), owner });
  const exposure = formatFen(item.exposureFen, locale);
  if (item.part === 'review' && item.answeredAt !== null) {
    return digestWording[locale].answeredAt({ exposure, at: clockTime(item.answeredAt, timeZone), owner });
  }
  const overdue = formatFen(item.overdueFen, locale);
  const figures = { exposure, overdue, due: clockTime(item.dueAt, timeZone), owner };
  return item.part === 'overdue' && isUnanswered(item)
    ? digestWording[locale].late(figures)
    : noticeWording[locale].line(figures);
}

function remarkOf({ state, part }: NoticeItem, owed: boolean, locale: Locale): string | null {
  const words = noticeWording[locale];
  if (!owed && part === 'review') return state === 'closed' ? words.closed : digestWording[locale].reviewed;
  if (!owed) return state === 'closed' ? words.closed : words.answered;
  if (part === 'hold') return words.hold;
  if (part.startsWith('escalation_')) return words.escalation;
  if (part.startsWith('reminder_')) return words.reminder;
  if (part.startsWith('raised_')) return words.raised;
  return null;
}

/** Whoever decides about alerts does not answer them; in a channel stands the button for those who do. */
function stepsOf(item: NoticeItem, member: NoticeReader['member'], locale: Locale): LineButton[] {
  const decisions = member === null ? [] : decisionsOffered(item, member);
  if (item.part === 'review' && decisions.length === 0) return [detailsButton(item.customerId, locale)];
  if (decisions.length === 0) {
    const value = `${item.alertId}:${item.version}`;
    return [{ actionId: OPEN_FEEDBACK, label: alertWording[locale].submit, value }];
  }
  return decisions.map((decision) => ({
    actionId: REVIEW[decision],
    label: reviewWording[locale][decision],
    value: `${item.alertId}:${item.steps}`,
    ...(decision === 'accept' ? { style: 'primary' as const } : {}),
  }));
}

function decisionButtons({ id, request }: NoticeRequest['stored'], locale: Locale): LineButton[] {
  const words = limitRequestWording[locale];
  const value = [id, request.version, request.level, request.round].join(':');
  return [
    { actionId: DECIDE_LIMIT.approve, label: words.approve, value, style: 'primary' },
    { actionId: DECIDE_LIMIT.return, label: words.return, value },
    { actionId: DECIDE_LIMIT.reject, label: words.reject, value, style: 'danger' },
  ];
}

function detailsButton(customerId: number, locale: Locale): LineButton {
  return { actionId: SHOW_CUSTOMER, label: alertWording[locale].details, value: String(customerId) };
}
