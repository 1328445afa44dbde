import { describe, expect, it } from 'vitest';
import { cliWording } from '../cli.ts';
import { absenceWording } from './absence.ts';
import { alertWording } from './alert.ts';
import { cardWording } from './card.ts';
import { clockWording } from './clock.ts';
import { feedbackWording } from './feedback.ts';
import { homeWording } from './home.ts';
import { limitFormWording } from './limit-form.ts';
import { limitRequestWording } from './limit-request.ts';
import { listWording } from './lists.ts';
import { portfolioWording } from './portfolio.ts';
import { reportWording } from './report.ts';
import { reviewWording } from './review.ts';

describe.each(
  Object.entries({
    alertWording,
    cardWording,
    clockWording,
    feedbackWording,
    homeWording,
    reportWording,
    listWording,
    portfolioWording,
    reviewWording,
    cliWording,
    absenceWording,
    limitFormWording,
    limitRequestWording,
  }),
)('%s', (_name, wording) => {
  const texts = (locale: 'zh' | 'en') => Object.entries<unknown>(wording[locale]);

  it('says the same things in both languages', () => {
    expect(texts('en').map(([id]) => id)).toEqual(texts('zh').map(([id]) => id));
  });

  it('has no empty text, and no Chinese in what English readers see but names and examples', () => {
    for (const [id, text] of [...texts('zh'), ...texts('en')]) expect(text, id).not.toBe('');
    for (const [id, text] of texts('en')) {
      if (typeof text === 'string' && !text.includes('/credit')) expect(text, id).not.toMatch(/[一-鿿]/);
    }
  });
});
