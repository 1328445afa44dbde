import type {
  PortfolioAnswer,
  PortfolioCsv,
  PortfolioCsvRequest,
  PortfolioCustomers,
  PortfolioCustomersRequest,
  PortfolioDimensions,
  PortfolioRequest,
} from '@xinshao/core/contract/overlay-portfolio.ts';
import { useCallback, useEffect, useState } from 'react';
import { askWorker, type ServerProblem } from '../messages.ts';

/** The dashboard's operations: what each is sent, and what it answers. */
export interface Operations {
  '/portfolio/dimensions': { sent: null; answer: PortfolioDimensions };
  '/portfolio': { sent: PortfolioRequest; answer: PortfolioAnswer };
  '/portfolio/customers': { sent: PortfolioCustomersRequest; answer: PortfolioCustomers };
  '/portfolio/customers/csv': { sent: PortfolioCsvRequest; answer: PortfolioCsv };
}
export type Problem = Omit<ServerProblem, 'at'>;

/** Asks our server. @returns the answer, or why there is none */
export async function askDashboard<Path extends keyof Operations>(
  path: Path,
  sent: Operations[Path]['sent'],
): Promise<{ readonly value: Operations[Path]['answer'] } | { readonly problem: Problem }> {
  const request = sent === null ? { method: 'GET' as const, path } : { method: 'POST' as const, path, body: sent };
  const answer = await askWorker('ask', request);
  if (!answer.ok) return { problem: answer.problem };
  // Our own server's answer, whose shape a test of the server holds to this type.
  return { value: answer.body as Operations[Path]['answer'] };
}

/** An answer that follows what is asked: while a new one is on its way the last one stays. */
export interface Asked<T> {
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly busy: boolean;
  again(): void;
}

/** @param sent what to ask; false: nothing yet. Answers that come late, to an earlier question, are dropped */
export function useAnswer<Path extends keyof Operations>(
  path: Path,
  sent: Operations[Path]['sent'] | false,
): Asked<Operations[Path]['answer']> {
  type Value = Operations[Path]['answer'];
  const [state, setState] = useState<Omit<Asked<Value>, 'again'>>({ value: null, problem: null, busy: true });
  const [times, setTimes] = useState(0);
  const question = JSON.stringify(sent);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` is `sent` by value, and `times` asks it again
  useEffect(() => {
    if (sent === false) return;
    let dropped = false;
    setState((last) => ({ ...last, busy: true }));
    void askDashboard(path, sent).then((answer) => {
      if (dropped) return;
      if ('value' in answer) setState({ value: answer.value, problem: null, busy: false });
      else setState((last) => ({ value: last.value, problem: answer.problem, busy: false }));
    });
    return () => {
      dropped = true;
    };
  }, [path, question, times]);
  const again = useCallback(() => setTimes((count) => count + 1), []);
  return { ...state, again };
}
