import type { PortfolioAnswer } from '@xinshao/core/contract/overlay-portfolio.ts';
import { AGING_BUCKETS } from '@xinshao/core/facts/facts.ts';
import { AGING_LABELS } from '@xinshao/core/wording/labels/scoring.ts';
import { LOCALE } from '../ui/locale.ts';
import { Bars } from './bars.tsx';
import { Section } from './section.tsx';
import { money, percent, WORDS } from './words.ts';

/** Open receivables by days past due. */
export function Aging({ totals }: { readonly totals: PortfolioAnswer['totals'] }) {
  const whole = totals.aging.reduce((sum, fen) => sum + fen, 0);
  const data = AGING_BUCKETS.map((bucket, place) => {
    const fen = totals.aging[place] ?? 0;
    const name = AGING_LABELS[bucket][LOCALE];
    const share = percent(whole > 0 ? fen / whole : null);
    const text = `${money(fen)} · ${share}`;
    return { id: bucket, name, whole: fen, part: 0, text, tone: `age-${place}`, label: `${name} ${text}` };
  });
  return (
    <Section title={WORDS.aging} means={WORDS.agingMeans}>
      <Bars title={`${WORDS.aging}: ${data.map(({ label }) => label).join('; ')}`} data={data} />
    </Section>
  );
}
