import type { Day } from '@xinshao/core/day/day.ts';
import type { Label } from '@xinshao/core/wording/locale.ts';
import type { Book } from '../book.ts';
import { PAYING_HABITS } from '../ledger/paying.ts';
import type { BookWish } from '../make-book.ts';
import type { Random } from '../random.ts';

/** One customer's tale: what its company is like, how its data are bent, and what a reader should notice. */
export interface Story {
  readonly id: string;
  readonly wish: BookWish;
  /** Changes the customer's data in place, as of `endDay`. */
  readonly bend: (book: Book, context: { endDay: Day; random: Random }) => void;
  /** Whether the monitor is expected to open an alert. */
  readonly alert: boolean;
  /** The metric or event kind that shows it; empty where nothing is to be seen in the data. */
  readonly evidence: string;
  readonly seen: Label;
}

/** Pays on the day: the habit of customers whose story is about something else. */
export const paysPromptly = (): (typeof PAYING_HABITS)['prompt'] => PAYING_HABITS.prompt;

/** Papers in order, so that nothing but the story holds the grade down. */
export function completePapers(book: Book): void {
  book.customer.documentsComplete = true;
}
