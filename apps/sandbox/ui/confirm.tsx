import type { ConfirmDialog } from '../src/blocks/text.ts';
import { Dialog } from './modal.tsx';
import { Text } from './mrkdwn.tsx';

/** "Are you sure", before an action is sent. */
export function Confirm({ dialog, onAnswer }: { dialog: ConfirmDialog; onAnswer(yes: boolean): void }) {
  return (
    <Dialog label={dialog.title.text} className="confirm" onClose={() => onAnswer(false)}>
      <header>
        <h2>{dialog.title.text}</h2>
      </header>
      <div className="dialog-body text">
        <Text text={dialog.text} />
      </div>
      <footer>
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          {dialog.deny.text}
        </button>
        <button type="button" className={`button ${dialog.style ?? 'primary'}`} onClick={() => onAnswer(true)}>
          {dialog.confirm.text}
        </button>
      </footer>
    </Dialog>
  );
}
