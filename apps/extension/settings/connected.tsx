import { labelOf } from '@xinshao/core/wording/labels/label-of.ts';
import { ROLE_LABELS } from '@xinshao/core/wording/labels/roles.ts';
import { useState } from 'react';
import { askWorker, type ConnectionState } from '../messages.ts';
import { LOCALE } from '../ui/locale.ts';
import { ProblemNotice } from '../ui/problem.tsx';
import { OPTIONS } from '../ui/wording.ts';
import { useManaged } from './use-managed.ts';

const day = new Intl.DateTimeFormat(LOCALE === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'long', timeStyle: 'short' });

/** The connection in force, and how to end it. */
export function Connected(props: {
  readonly state: Extract<ConnectionState, { connected: true }>;
  readonly check: () => void;
}) {
  const { state, check } = props;
  const managed = useManaged();
  const [isEnding, setIsEnding] = useState(false);

  async function disconnect(): Promise<void> {
    setIsEnding(true);
    // Once it is over, the page shows the form instead of this.
    await askWorker('disconnect', {});
    setIsEnding(false);
  }

  const { address, member, expiresAt, problem } = state;
  return (
    <section aria-labelledby="connected">
      <h2 id="connected">{OPTIONS.connectedHeading}</h2>
      <dl className="facts">
        <dt>{OPTIONS.server}</dt>
        <dd>
          {address}
          {managed?.serverAddress === address && <span className="quiet"> {OPTIONS.addressManaged}</span>}
        </dd>
        <dt>{OPTIONS.person}</dt>
        <dd>{OPTIONS.personIs({ name: member.name, role: labelOf(ROLE_LABELS, member.role, LOCALE) })}</dd>
        <dt>{OPTIONS.expires}</dt>
        <dd>
          <time dateTime={expiresAt}>{day.format(new Date(expiresAt))}</time>
        </dd>
      </dl>
      {problem !== null && <ProblemNotice problem={problem} retry={check} />}
      <p className="quiet">{OPTIONS.disconnectHint}</p>
      <button type="button" className="second" disabled={isEnding} onClick={() => void disconnect()}>
        {isEnding ? OPTIONS.disconnecting : OPTIONS.disconnect}
      </button>
    </section>
  );
}
