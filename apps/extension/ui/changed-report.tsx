import type { PageReport } from '../messages.ts';
import { CopyButton } from './copy-button.tsx';
import { POPUP } from './wording.ts';

/** "This page changed": what to send to whoever maintains the extension. */
export function ChangedReport({ report }: { report: PageReport }) {
  const text = JSON.stringify({ version: chrome.runtime.getManifest().version, ...report }, null, 1);
  return (
    <section className="notice" aria-labelledby="changed">
      <h2 id="changed">{POPUP.changed}</h2>
      <p>{POPUP.changedHint}</p>
      <textarea readOnly rows={5} aria-label={POPUP.report} value={text} />
      <CopyButton text={text} />
    </section>
  );
}
