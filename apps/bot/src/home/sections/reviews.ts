import { mayReview } from '@xinshao/core/alerts/permissions.ts';
import { listViewOf } from '@xinshao/core/home/home-state.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import type { AlertView } from '@xinshao/db/alerts/alert-view.ts';
import { countAlerts, listAlerts } from '@xinshao/db/alerts/list-alerts.ts';
import { homeListControls } from '../../blocks/list-controls.ts';
import { type ListedReview, reviewsBlocks } from '../../blocks/reviews.ts';
import { answerGist } from '../../present/answer-gist.ts';
import { openAlertModel } from '../../present/open-alert.ts';
import { clockTime } from '../../present/time.ts';
import type { HomeReader, HomeSection } from '../section.ts';

const LIST = 'reviews';
const PAGE_SIZE = 5;
const ALL = { kind: 'all' } as const;

/** The answers that wait for a review, the oldest deadline first; for risk alone. */
export const reviewsSection: HomeSection = async (reader) => {
  const { services, member, locale, state, surface } = reader;
  if (!mayReview(member)) return [];
  const words = listWording[locale];
  const chosen = listViewOf(state, LIST);
  const answered = { states: ['answered'] as const };
  const filter = chosen.filter === 'red' ? 'red' : 'all';
  const asked = filter === 'red' ? { ...answered, severity: 'red' as const } : answered;
  const [list, count] = await Promise.all([
    listAlerts(services.database, ALL, asked, { page: chosen.page, size: PAGE_SIZE }),
    countAlerts(services.database, ALL, answered),
  ]);
  for (const { customer } of list.alerts) reader.seen.add(customer.id);
  const filters = [
    { value: 'all', label: words.all },
    { value: 'red', label: words.red },
  ];
  return reviewsBlocks(locale, {
    heading: `*${words.reviews}*${count === 0 ? '' : words.count({ count: String(count) })}`,
    empty: filter === 'red' && count > 0 ? words.noRedReviews : words.noReviews,
    items: await Promise.all(list.alerts.map((view) => listedReview(reader, view))),
    controls:
      (count <= 1 && filter === 'all') || surface === 'message'
        ? []
        : homeListControls(locale, LIST, { filter, page: list.page, pages: list.pages, filters }),
  });
};

async function listedReview({ services, member, locale, now }: HomeReader, view: AlertView): Promise<ListedReview> {
  const { timeZone } = services;
  const policy = await services.policies.of(view.policyHash);
  return {
    ...openAlertModel(view, member, policy, { locale, now, timeZone }),
    status: statusOf(view, locale, timeZone),
    customerName: view.customer.name,
    customerId: view.customer.id,
    answer: view.feedback === null ? [] : answerGist(view.feedback.answers, locale),
  };
}

function statusOf({ feedback, exposureFen }: AlertView, locale: Locale, timeZone: string): string {
  const words = listWording[locale];
  const exposure = words.exposure({ amount: formatFen(exposureFen, locale) });
  if (feedback === null) return exposure;
  const at = clockTime(feedback.submittedAt, timeZone);
  return `${words.answeredBy({ name: feedback.submittedBy.name, at })} · ${exposure}`;
}
