import { CopyButton } from '../ui/copy-button.tsx';
import { PANEL } from '../ui/wording.ts';
import { Section } from './section.tsx';

/** Limits are asked for in Slack, where the approvals are: the command opens a form, and a person fills in what is asked. */
export function RequestLimit({ code }: { code: string }) {
  const command = PANEL.requestCommand({ code });
  return (
    <Section title={PANEL.request}>
      <p>{PANEL.requestHint}</p>
      <p>
        <code>{command}</code>
      </p>
      <CopyButton text={command} />
      <a href="slack://open">{PANEL.openSlack}</a>
    </Section>
  );
}
