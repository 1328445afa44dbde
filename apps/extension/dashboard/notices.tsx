import type { PortfolioAnswer } from '@xinshao/core/contract/overlay-portfolio.ts';
import { WORDS as COMMON } from '../ui/wording.ts';
import type { Problem } from './use-answer.ts';
import { WORDS } from './words.ts';

const TEXTS: Readonly<Record<Exclude<Problem['kind'], 'not_connected'>, string>> = {
  unreachable: WORDS.problemUnreachable,
  slow: WORDS.problemSlow,
  limited: WORDS.problemLimited,
  refused: WORDS.problemRefused,
  not_xinshao: COMMON.serverForeign,
};

/** Why nothing, or nothing new, can be shown, and what to do about it. */
export function ProblemNotice({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }) {
  if (problem.kind === 'not_connected') {
    return (
      <div className="notice" role="alert">
        <strong>{WORDS.notConnected}</strong>
        <p>{WORDS.notConnectedHow}</p>
        <button type="button" onClick={() => void chrome.runtime.openOptionsPage()}>
          {WORDS.openOptions}
        </button>
      </div>
    );
  }
  return (
    <div className="notice" role="alert">
      <strong>{WORDS.problem}</strong>
      <p>
        {TEXTS[problem.kind]} {problem.message ?? ''}
      </p>
      <button type="button" onClick={onRetry}>
        {WORDS.retry}
      </button>
    </div>
  );
}

/** Nobody is selected, or there is nobody yet. */
export function EmptyNotice(props: {
  readonly scope: PortfolioAnswer['scope'];
  readonly filtered: boolean;
  readonly onClear: () => void;
}) {
  const { scope, filtered } = props;
  return (
    <div className="notice">
      <strong>{WORDS.emptyTitle}</strong>
      <p>{filtered ? WORDS.emptyFiltered : scope === 'all' ? WORDS.emptyAll : WORDS.emptyOwn}</p>
      {filtered ? (
        <button type="button" onClick={props.onClear}>
          {WORDS.clearFilters}
        </button>
      ) : null}
    </div>
  );
}

/** The page's shape while it is read, so that nothing jumps. */
export function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label={WORDS.loading}>
      <div className="figures">
        {[1, 2, 3, 4, 5, 6, 7].map((place) => (
          <div key={place} className="figure bone" />
        ))}
      </div>
      <div className="section wide bone tall" />
      <div className="section bone tall" />
      <div className="section bone tall" />
    </div>
  );
}
