import { bureauScores } from '../evidence/events.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

/** The bureau score slides from 735 to 584 within a year (R32). */
export const bureauDrop: Story = {
  id: 'bureau_score_drop',
  wish: {
    name: '厦门沐泽光电科技有限公司',
    region: '福建',
    industry: '电子元器件',
    size: 'medium',
    habit: paysPromptly,
  },
  bend: (book, { endDay }) => {
    completePapers(book);
    book.events = bureauScores(endDay, [735, 710, 668, 584]);
  },
  alert: true,
  evidence: 'bureau.score',
  seen: {
    zh: '征信评分一年内由 735 降到 584，低于 600。',
    en: 'The bureau score fell from 735 to 584 within a year: below 600.',
  },
};
