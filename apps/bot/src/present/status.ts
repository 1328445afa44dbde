import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import { calendarCovers, missingCalendarYear } from '@xinshao/core/feedback/calendar.ts';
import type { Role } from '@xinshao/core/roles/roles.ts';
import { SOURCE_LABELS } from '@xinshao/core/wording/labels/events.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { reasonText } from '@xinshao/core/wording/slack/notice.ts';
import { deliveryLabel, statusWording } from '@xinshao/core/wording/slack/status.ts';
import { countOverdueWithoutReminder } from '@xinshao/db/alerts/overdue.ts';
import { type SystemStatus, systemStatus } from '@xinshao/db/status/system-status.ts';
import { type Undelivered, undeliveredNow } from '@xinshao/db/status/undelivered.ts';
import { countWaitingRequests } from '@xinshao/db/status/waiting-requests.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import { statusMessage } from '../blocks/status-message.ts';
import { escapeText } from '../blocks/text.ts';
import type { Services } from '../services.ts';
import { duration } from './notice.ts';
import { clockTime } from './time.ts';
import { severityMark } from './words.ts';

const SHOWN = 15;
const YEARS_AHEAD = 5;
/** Who sees more than whether all is well. */
const SEES_ALL: readonly Role[] = ['risk', 'finance', 'executive'];

/** What `/credit status` says to a member: everything to those who answer for it, one line to the others. */
export async function renderStatus(services: Services, role: Role, locale: Locale): Promise<SlackMessage> {
  const words = statusWording[locale];
  const { database, timeZone } = services;
  const now = services.now();
  if (!SEES_ALL.includes(role)) {
    const { total } = await undeliveredNow(database, 1);
    return noticeMessage(total === 0 ? words.healthy : words.troubled({ count: total }));
  }
  const [status, undelivered, untold, requests] = await Promise.all([
    systemStatus(database, dayInTimeZone(now, timeZone)),
    undeliveredNow(database, SHOWN),
    countOverdueWithoutReminder(database, now),
    countWaitingRequests(database),
  ]);
  const { total, items } = undelivered;
  const lines = [
    words.connections({ slack: services.slackConnected() ? words.up : words.down, database: words.up }),
    queueLine(status, locale),
    words.waiting(requests),
    ...(untold === 0 ? [] : [words.overdueUntold({ count: untold })]),
    ...dataLines(status, locale, timeZone),
    calendarLine(dayInTimeZone(now, timeZone), locale),
    total === 0 ? words.allDelivered : words.undelivered({ count: total }),
  ];
  const listed = items.map((item) => undeliveredLine(item, locale));
  if (total > items.length) listed.push(words.more({ count: total - items.length }));
  return statusMessage({ locale, lines, undelivered: listed, retryable: role === 'risk' });
}

function queueLine({ queues }: SystemStatus, locale: Locale): string {
  const sum = (of: 'ready' | 'later') => queues.reduce((all, queue) => all + queue[of], 0);
  const longest = Math.max(0, ...queues.map(({ waitSeconds }) => waitSeconds));
  return statusWording[locale].queue({ ready: sum('ready'), later: sum('later'), wait: duration(longest, locale) });
}

function dataLines({ lastRun, lastImport, stale }: SystemStatus, locale: Locale, timeZone: string): string[] {
  const words = statusWording[locale];
  const sources = stale.map(({ source, latestOn }) => `${SOURCE_LABELS[source][locale]} ${latestOn}`).join(' · ');
  return [
    lastRun === null
      ? words.noRun
      : words.run({
          asOf: lastRun.asOf,
          at: clockTime(lastRun.finishedAt, timeZone),
          customers: lastRun.customers,
          alerts: lastRun.alertsOpened,
        }),
    lastImport === null
      ? words.noImport
      : words.imported({
          ...{ kind: lastImport.kind, rows: lastImport.rows, rejected: lastImport.rejected },
          file: escapeText(lastImport.fileName),
          at: clockTime(lastImport.at, timeZone),
        }),
    stale.length === 0 ? words.notStale : words.stale({ sources }),
  ];
}

function calendarLine(today: Day, locale: Locale): string {
  const words = statusWording[locale];
  const missing = missingCalendarYear(today);
  if (missing !== null) return words.calendarMissing({ year: missing });
  const year = Number(today.slice(0, 4));
  let last = year;
  while (last < year + YEARS_AHEAD && calendarCovers(last + 1)) last += 1;
  return words.calendar({ year: last });
}

function undeliveredLine(item: Undelivered, locale: Locale): string {
  const words = statusWording[locale];
  const what = escapeText(deliveryLabel(item.what, locale));
  const reason = escapeText(reasonText(item.problem, locale));
  const { attempts, alertId } = item;
  if (alertId === null || item.severity === null) return words.noticeLine({ what, reason, attempts });
  const name = escapeText(item.customerName ?? '');
  return words.line({ mark: severityMark(item.severity), id: alertId, name, what, reason, attempts });
}
