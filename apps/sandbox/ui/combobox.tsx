import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { usePage } from './context.tsx';
import { usePopover } from './use-popover.ts';

export interface Choice {
  value: string;
  label: string;
  hint?: string | undefined;
  group?: string | undefined;
}

interface ComboboxProps {
  /** The field's own id, for a label elsewhere. */
  id?: string | undefined;
  label: string;
  placeholder: string;
  /** What is chosen now. */
  chosen: Choice[];
  several?: boolean;
  maximum?: number | undefined;
  choices?: Choice[];
  /** Asks for choices while typing; instead of `choices`. */
  load?: (typed: string) => Promise<Choice[]>;
  minimumTyped?: number;
  invalid?: boolean;
  describedBy?: string | undefined;
  disabled?: boolean;
  onChoose(choices: Choice[]): void;
}

const matches = (choice: Choice, typed: string) =>
  `${choice.label} ${choice.hint ?? ''}`.toLowerCase().includes(typed.trim().toLowerCase());

/** Choices for what is typed: filtered from a list, or loaded after a short pause. */
function useChoices(open: boolean, typed: string, props: ComboboxProps) {
  const { choices, load, minimumTyped = 0 } = props;
  const [loaded, setLoaded] = useState<{ state: 'idle' | 'loading' | 'failed' | 'done'; choices: Choice[] }>({
    state: 'idle',
    choices: [],
  });
  const loader = useRef(load);
  loader.current = load;
  const isRemote = load !== undefined;
  useEffect(() => {
    if (!open || !isRemote) return;
    if (typed.trim().length < minimumTyped) {
      setLoaded({ state: 'idle', choices: [] });
      return;
    }
    let stale = false;
    setLoaded((before) => ({ ...before, state: 'loading' }));
    const timer = setTimeout(() => {
      loader.current?.(typed.trim()).then(
        (found) => !stale && setLoaded({ state: 'done', choices: found }),
        () => !stale && setLoaded({ state: 'failed', choices: [] }),
      );
    }, 250);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [open, typed, isRemote, minimumTyped]);
  if (isRemote) return loaded;
  return { state: 'done' as const, choices: (choices ?? []).filter((choice) => matches(choice, typed)) };
}

/** A menu one can search: opens below its field, arrows and Enter choose, Esc closes. */
export function Combobox(props: ComboboxProps) {
  const { t } = usePage();
  const { label, placeholder, chosen, several = false, maximum, onChoose } = props;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const root = usePopover(open, () => setOpen(false));
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = useChoices(open, typed, props);

  useEffect(() => {
    // In a scrolling modal the menu may open below the edge.
    if (open) list.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  useEffect(() => {
    if (open) list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [open, active]);

  const choose = (choice: Choice) => {
    const has = chosen.some((one) => one.value === choice.value);
    if (!several) {
      onChoose([choice]);
      setOpen(false);
    } else if (has) onChoose(chosen.filter((one) => one.value !== choice.value));
    else if (maximum === undefined || chosen.length < maximum) onChoose([...chosen, choice]);
    setTyped('');
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((before) => Math.max(0, Math.min(found.choices.length - 1, before + step)));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      const choice = found.choices[active];
      if (choice && found.state === 'done') choose(choice);
    } else if (event.key === 'Backspace' && typed === '' && several && chosen.length > 0) {
      onChoose(chosen.slice(0, -1));
    } else if (event.key === 'Tab') setOpen(false);
  };
  const note =
    found.state === 'loading'
      ? t('searching')
      : found.state === 'failed'
        ? t('optionsFailed')
        : found.state === 'idle'
          ? t('typeMore')
          : found.choices.length === 0
            ? t('noOptions')
            : '';
  const single = several ? undefined : chosen[0];

  return (
    <div className={`combobox${open ? ' open' : ''}${props.invalid ? ' invalid' : ''}`} ref={root}>
      <div className="combobox-field">
        {several &&
          chosen.map((one) => (
            <span className="token" key={one.value}>
              {one.label}
              <button
                type="button"
                aria-label={t('remove', { name: one.label })}
                onClick={() => onChoose(chosen.filter((other) => other.value !== one.value))}
              >
                ×
              </button>
            </span>
          ))}
        <input
          id={props.id}
          role="combobox"
          aria-label={label}
          aria-expanded={open}
          aria-controls={`${id}list`}
          aria-invalid={props.invalid}
          aria-describedby={props.describedBy}
          aria-activedescendant={open && found.choices.length > 0 ? `${id}${active}` : undefined}
          autoComplete="off"
          disabled={props.disabled}
          placeholder={single ? single.label : chosen.length > 0 ? '' : placeholder}
          className={single ? 'has-choice' : ''}
          value={typed}
          onClick={() => setOpen(true)}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
            setOpen(true);
          }}
          onKeyDown={onKey}
        />
        <span className="caret" aria-hidden>
          ▾
        </span>
      </div>
      {open && (
        <div className="menu" role="listbox" id={`${id}list`} ref={list} aria-label={label}>
          {note && <div className="menu-note">{note}</div>}
          {found.choices.map((choice, index) => {
            const heading = choice.group !== undefined && choice.group !== found.choices[index - 1]?.group;
            const selected = chosen.some((one) => one.value === choice.value);
            return (
              <div key={`${choice.group ?? ''}${choice.value}`}>
                {heading && <div className="menu-heading">{choice.group}</div>}
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which keeps the focus */}
                <div
                  role="option"
                  tabIndex={-1}
                  id={`${id}${index}`}
                  data-index={index}
                  aria-selected={selected}
                  className={`menu-item${index === active ? ' active' : ''}`}
                  onPointerEnter={() => setActive(index)}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => choose(choice)}
                >
                  <span>{choice.label}</span>
                  {choice.hint && <small>{choice.hint}</small>}
                  {selected && (
                    <span className="tick" aria-hidden>
                      ✓
                    </span>
                  )}
                </div>
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}
