import { useEffect, useRef, useState } from 'react';
import { Avatar } from './avatar.tsx';
import { usePage } from './context.tsx';
import { usePopover } from './use-popover.ts';

/** Chooses whom the page acts as. */
export function PersonPicker({ onChoose }: { onChoose(userId: string): void }) {
  const { workspace, user, t } = usePage();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const people = workspace.users.filter((one) =>
    `${one.realName} ${one.name} ${one.title ?? ''} ${one.email ?? ''}`
      .toLowerCase()
      .includes(typed.trim().toLowerCase()),
  );
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const close = () => {
    setOpen(false);
    setTyped('');
    setActive(0);
    button.current?.focus();
  };
  const root = usePopover(open, close);
  const choose = (id: string | undefined) => {
    if (id === undefined) return;
    onChoose(id);
    close();
  };
  return (
    <div className="person-picker" ref={root}>
      <button
        type="button"
        ref={button}
        className="person"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={`${t('actAs')}: ${user.realName}. ${t('choosePerson')}`}
        onClick={() => setOpen(!open)}
      >
        <Avatar id={user.id} size={32} />
        <span className="person-name">
          <small>{t('actAs')}</small>
          <strong>{user.realName || user.name}</strong>
          {user.title && <small>{user.title}</small>}
        </span>
        <span aria-hidden>⇅</span>
      </button>
      {open && (
        <div className="menu people">
          <input
            // biome-ignore lint/a11y/noAutofocus: the person has just opened this search
            autoFocus
            className="field"
            role="combobox"
            aria-expanded
            aria-controls="people-list"
            aria-label={t('searchPeople')}
            placeholder={t('searchPeople')}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setActive(0);
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'ArrowDown') setActive(Math.min(people.length - 1, active + 1));
              else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
              else if (event.key === 'Enter') choose(people[active]?.id);
              else return;
              event.preventDefault();
            }}
          />
          <div className="people-list" role="listbox" id="people-list" ref={list} aria-label={t('choosePerson')}>
            {people.length === 0 && <div className="menu-note">{t('nobodyFound')}</div>}
            {people.map((person, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which keeps the focus
              <div
                role="option"
                tabIndex={-1}
                data-index={index}
                key={person.id}
                aria-selected={person.id === user.id}
                className={`menu-item${index === active ? ' active' : ''}`}
                onPointerEnter={() => setActive(index)}
                onClick={() => choose(person.id)}
              >
                <Avatar id={person.id} size={28} />
                <span className="person-name">
                  <strong>{person.realName || person.name}</strong>
                  <small>
                    {[person.title, person.locale === 'en-US' ? 'English' : '中文'].filter(Boolean).join(' · ')}
                  </small>
                </span>
                {person.id === user.id && <span className="tick">✓</span>}
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
