import { listViewOf } from '@xinshao/core/home/home-state.ts';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { type AlertFilter, countAlerts, listAlerts } from '@xinshao/db/alerts/list-alerts.ts';
import { alertsBlocks } from '../../blocks/home.ts';
import { homeListControls } from '../../blocks/list-controls.ts';
import { listedAlerts } from '../../present/listed-alert.ts';
import type { HomeSection } from '../section.ts';

const LIST = 'my-alerts';
const PAGE_SIZE = 8;
const OWED: AlertFilter = { states: ['open', 'returned'] };

/** The alerts that wait for the reader's own answer, most urgent first. Whoever never answers any has none. */
export const alertsSection: HomeSection = async (reader) => {
  const { services, member, locale, now, state } = reader;
  if (member.role !== 'sales' && member.role !== 'sales_manager') return [];
  const words = listWording[locale];
  const own = { kind: 'own' as const, staffCode: member.code };
  const chosen = listViewOf(state, LIST);
  const filters = { all: OWED, overdue: { ...OWED, overdueAt: now }, red: { ...OWED, severity: 'red' as const } };
  const filter = chosen.filter === 'overdue' || chosen.filter === 'red' ? chosen.filter : 'all';
  const [count, overdue, list] = await Promise.all([
    countAlerts(services.database, own, filters.all),
    countAlerts(services.database, own, filters.overdue),
    listAlerts(services.database, own, filters[filter], { page: chosen.page, size: PAGE_SIZE }),
  ]);
  for (const { customer } of list.alerts) reader.seen.add(customer.id);
  // A manager has a team to look after; alerts of their own are the exception.
  if (count === 0 && member.role === 'sales_manager') return [];
  const empty = { all: homeWording[locale].noAlerts, overdue: words.nothingOverdue, red: words.nothingRed };
  const controls =
    (count <= 1 && filter === 'all') || reader.surface === 'message'
      ? []
      : homeListControls(locale, LIST, {
          filter,
          page: list.page,
          pages: list.pages,
          filters: [
            { value: 'all', label: words.all },
            { value: 'overdue', label: words.overdue },
            { value: 'red', label: words.red },
          ],
        });
  return alertsBlocks(locale, {
    heading: `*${homeWording[locale].myAlerts}*${count === 0 ? '' : words.owed({ count, overdue })}`,
    empty: empty[filter],
    items: await listedAlerts(reader, list.alerts, false),
    controls,
  });
};
