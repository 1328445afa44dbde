import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CommandResult } from '../src/types.ts';
import { act } from './api.ts';
import { usePage } from './context.tsx';

interface ComposerProps {
  channel: string;
  placeholder: string;
  threadTs?: string;
}

/** Where a person writes: Enter sends, Shift+Enter breaks the line, / opens the commands. */
export function Composer({ channel, placeholder, threadTs }: ComposerProps) {
  const { user, workspace, t } = usePage();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [active, setActive] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const place = `${channel} ${threadTs ?? ''} ${user.id}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place starts with an empty field
  useEffect(() => {
    setText('');
    setError(null);
    field.current?.focus();
  }, [place]);

  const typing = /^\/\S*$/.test(text);
  const suggested = typing && threadTs === undefined ? workspace.commands.filter((one) => one.startsWith(text)) : [];
  const choose = (command: string) => {
    setText(`${command} `);
    field.current?.focus();
  };

  async function run(line: string): Promise<string | null> {
    const command = line.split(/\s/)[0] ?? line;
    if (threadTs !== undefined) return t('noCommandInThread');
    if (!workspace.commands.includes(command)) return t('notACommand', { command });
    const result = await act<CommandResult>({ act: 'command', user: user.id, channel, text: line });
    return result.ok ? null : t('commandFailed', { command: line, error: result.error });
  }

  async function send() {
    const line = text.trim();
    if (line === '' || busy) return;
    setBusy(true);
    setError(null);
    try {
      const refused = line.startsWith('/')
        ? await run(line)
        : await act({
            act: 'post',
            user: user.id,
            channel,
            text: line,
            ...(threadTs === undefined ? {} : { threadTs }),
          }).then(() => null);
      setError(refused);
      if (refused === null) setText('');
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    } finally {
      setBusy(false);
      field.current?.focus();
    }
  }

  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const command = suggested[active] ?? suggested[0];
    if (command !== undefined && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((active + step + suggested.length) % suggested.length);
    } else if (command !== undefined && (event.key === 'Tab' || (event.key === 'Enter' && text !== command))) {
      event.preventDefault();
      choose(command);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape') setError(null);
  };

  return (
    <div className="composer">
      {error && (
        <p className="composer-error" role="alert">
          <span aria-hidden>⚠</span> {error}
        </p>
      )}
      {suggested.length > 0 && (
        <div className="menu commands" role="listbox" aria-label={t('commands')}>
          <div className="menu-heading">{t('commands')}</div>
          {suggested.map((command, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which keeps the focus
            <div
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={`menu-item${index === active ? ' active' : ''}`}
              key={command}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(command)}
            >
              <strong>{command}</strong>
              <small>
                {workspace.bot.name} · {t('commandHint')}
              </small>
            </div>
          ))}
        </div>
      )}
      <div className="composer-box">
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={placeholder}
          placeholder={placeholder}
          style={{ height: `${Math.min(8, text.split('\n').length) * 22 + 20}px` }}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKey}
        />
        <button
          type="button"
          className={`send${busy ? ' busy' : ''}`}
          aria-label={t('send')}
          disabled={busy || text.trim() === ''}
          onClick={() => void send()}
        >
          ➤
        </button>
      </div>
    </div>
  );
}
