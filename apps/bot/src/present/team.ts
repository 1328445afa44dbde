import { formatFen } from '@xinshao/core/money/fen.ts';
import { responseRate } from '@xinshao/core/portfolio/alert-kpis.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import type { TeamMemberFigures } from '@xinshao/db/portfolio/team-figures.ts';
import type { ListedMember } from '../blocks/team.ts';

/** A member's figures in words. */
export function listedMember(member: TeamMemberFigures, locale: Locale): ListedMember {
  const words = listWording[locale];
  const rate = responseRate(member);
  const { name, owed, overdue, waitingReview: review, due, answeredInTime: inTime } = member;
  return {
    name,
    owed,
    overdue,
    review,
    rate: rate === null ? words.memberNoRate : words.memberRate({ percent: `${Math.round(rate * 100)}%`, inTime, due }),
    exposure: owed === 0 ? null : words.exposure({ amount: formatFen(member.owedExposureFen, locale) }),
  };
}
