import type { ConnectionState } from '../messages.ts';
import type { Problem } from './ask.ts';
import { WORDS } from './wording.ts';

/** What went wrong, in words that say what to do. */
export function problemText({ kind, message }: Problem): string {
  if (kind === 'unreachable' && !navigator.onLine) return WORDS.browserOffline;
  switch (kind) {
    case 'refused':
      return message ?? WORDS.serverRefused;
    case 'not_connected':
      return message ?? WORDS.howToConnect;
    case 'limited':
      return message ?? WORDS.serverLimited;
    case 'slow':
      return WORDS.serverSlow;
    case 'not_xinshao':
      return WORDS.serverForeign;
    case 'unreachable':
      return WORDS.serverUnreachable;
  }
}

/** @param props.followed it is asked again by itself, and said so */
export function ProblemNotice(props: { problem: Problem; retry: () => void; followed?: boolean }) {
  const { problem, retry, followed = false } = props;
  return (
    <div className="notice" role="alert">
      <p>{problemText(problem)}</p>
      {followed && <p className="quiet">{WORDS.retriesItself}</p>}
      <button type="button" className="second" onClick={retry}>
        {WORDS.retry}
      </button>
    </div>
  );
}

type Reason = Extract<ConnectionState, { connected: false }>['reason'];

const ENDED: Readonly<Record<Reason, string>> = {
  never: WORDS.endedNever,
  by_person: WORDS.endedByPerson,
  unfinished: WORDS.endedUnfinished,
  revoked: WORDS.endedRevoked,
  expired: WORDS.endedExpired,
  moved: WORDS.endedMoved,
  no_key: WORDS.endedNoKey,
};

/** Why this browser is not connected, and how it will be. */
export function NotConnected({ reason, inOptions = false }: { reason: Reason; inOptions?: boolean }) {
  return (
    <div className="notice" role="status">
      <strong>{WORDS.notConnected}</strong>
      <p>{ENDED[reason]}</p>
      <p>{WORDS.howToConnect}</p>
      {!inOptions && (
        <button type="button" onClick={() => void chrome.runtime.openOptionsPage()}>
          {WORDS.openOptions}
        </button>
      )}
    </div>
  );
}
