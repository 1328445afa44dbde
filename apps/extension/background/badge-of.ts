import type { BadgeEntry } from '@xinshao/core/contract/overlay.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { badgeWording } from '@xinshao/core/wording/badge.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { Badge, BadgeTone, Found } from '../messages.ts';

/** Tones of the scales we ship (§2 R9, R12, R13); a grade of another scale is drawn without colour. */
const TONES: Readonly<Record<string, BadgeTone>> = {
  AAA: 'best',
  AA: 'good',
  A: 'fair',
  B: 'watch',
  C: 'bad',
  优秀: 'best',
  良好: 'good',
  一般: 'fair',
  关注: 'watch',
  不良: 'bad',
  优质: 'good',
  风险: 'bad',
};

/** What stands beside a name; null for a company we do not know. */
export function badgeOf(found: Found, locale: Locale): Badge | null {
  const words = badgeWording[locale];
  const [entry] = found.entries;
  if (entry === undefined || found.state === 'unknown') return null;
  if (found.state === 'several') {
    const label = words.severalLong({ names: namesOf(found.entries, locale) }) + words.open;
    return { tone: 'plain', text: words.several({ count: found.entries.length }), label };
  }
  if (found.state === 'namesake') {
    const label = words.namesakeLong({ names: namesOf(found.entries, locale) }) + words.open;
    return { tone: 'plain', text: words.namesake, label };
  }
  if (found.state === 'conflict') {
    const byName = namesOf(found.entries.slice(1), locale);
    const label = words.conflictLong({ byCode: entry.name, byName }) + words.open;
    return { tone: 'plain', text: words.conflict, label };
  }
  if (found.state === 'branch') {
    return { tone: 'plain', text: words.branch, label: words.branchLong({ parent: entry.name }) + words.open };
  }
  const parts = [entry.grade ?? words.ungraded];
  if (found.matchedBy === 'former_name' || found.matchedBy === 'page_former_name') parts.unshift(words.former);
  if (found.codeOnly) parts.unshift(words.codeOnly);
  if (entry.stopped) parts.push(words.stopped);
  else if (entry.limitFen !== null) parts.push(shortFen(entry.limitFen, locale));
  if (!entry.stopped && entry.termDays !== null) parts.push(words.days({ days: entry.termDays }));
  if (entry.staleSince !== null) parts.push(words.stale);
  return { tone: toneOf(entry), text: parts.join(' '), label: labelOf(entry, found, locale) };
}

/** Customers by name, each name once. */
function namesOf(entries: readonly BadgeEntry[], locale: Locale): string {
  return [...new Set(entries.map(({ name }) => name))].join(locale === 'zh' ? '、' : ', ');
}

function toneOf(entry: BadgeEntry): BadgeTone {
  if (entry.stopped) return 'stopped';
  return entry.grade === null ? 'plain' : (TONES[entry.grade] ?? 'plain');
}

function labelOf(entry: BadgeEntry, found: Found, locale: Locale): string {
  const words = badgeWording[locale];
  return [
    words.customer({ name: entry.name }),
    found.matchedBy === 'former_name' ? words.formerLong({ name: entry.name }) : '',
    found.matchedBy === 'page_former_name' ? words.formerOnPage({ name: entry.name }) : '',
    found.codeOnly ? words.codeOnlyLong({ name: entry.name }) : '',
    entry.grade === null ? words.noGrade : words.gradeIs({ grade: entry.grade }),
    entry.limitFen === null ? '' : words.limitIs({ limit: formatFen(entry.limitFen, locale) }),
    entry.termDays === null ? '' : words.termIs({ days: entry.termDays }),
    entry.stopped ? words.stoppedLong : '',
    entry.staleSince === null ? '' : words.staleLong({ day: entry.staleSince }),
    found.nameOnly ? words.nameOnly : '',
    words.open,
  ].join('');
}

/** Whole amounts need no decimals in so little space. */
function shortFen(fen: number, locale: Locale): string {
  return formatFen(fen, locale).replace(/\.00(?!\d)/, '');
}
