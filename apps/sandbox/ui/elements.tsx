import { useId, useState } from 'react';
import type { InteractiveElement } from '../src/blocks/layout.ts';
import { Choices } from './choices.tsx';
import { usePage } from './context.tsx';
import { FileField, Picker, TypedField } from './fields.tsx';
import { isMenu, Menu } from './menus.tsx';
import { withEmoji } from './mrkdwn.tsx';
import { useSurface } from './surface.ts';
import { usePopover } from './use-popover.ts';

type ButtonElement = Extract<InteractiveElement, { type: 'button' }>;
type OverflowElement = Extract<InteractiveElement, { type: 'overflow' }>;

function Button({ element, blockId }: { element: ButtonElement; blockId: string }) {
  const { confirm } = usePage();
  const surface = useSurface();
  const [busy, setBusy] = useState(false);
  // Busy is not "disabled": a disabled button would lose the keyboard's focus for good.
  const press = async () => {
    if (busy) return;
    if (element.confirm && !(await confirm(element.confirm))) return;
    if (element.url && /^https?:/.test(element.url)) window.open(element.url, '_blank', 'noopener');
    setBusy(true);
    await surface.dispatch(blockId, element.action_id ?? '', element.value);
    setBusy(false);
  };
  return (
    <button
      type="button"
      className={`button ${element.style ?? ''}${busy ? ' busy' : ''}`}
      disabled={surface.disabled}
      aria-disabled={busy}
      aria-busy={busy}
      aria-label={element.accessibility_label}
      onClick={() => void press()}
    >
      {withEmoji(element.text.text)}
    </button>
  );
}

function Overflow({ element, blockId }: { element: OverflowElement; blockId: string }) {
  const { t, confirm } = usePage();
  const surface = useSurface();
  const [open, setOpen] = useState(false);
  const root = usePopover(open, () => setOpen(false));
  const choose = async (value: string, url?: string) => {
    setOpen(false);
    if (element.confirm && !(await confirm(element.confirm))) return;
    if (url && /^https?:/.test(url)) window.open(url, '_blank', 'noopener');
    await surface.dispatch(blockId, element.action_id ?? '', value);
  };
  return (
    <div className="overflow" ref={root}>
      <button
        type="button"
        className="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={t('more')}
        onClick={() => setOpen(!open)}
      >
        ···
      </button>
      {open && (
        <div className="menu" role="menu">
          {element.options.map((option) => (
            <button
              type="button"
              role="menuitem"
              className="menu-item"
              key={option.value}
              onClick={() => void choose(option.value, option.url)}
            >
              {withEmoji(option.text.text)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

interface ElementProps {
  element: InteractiveElement;
  blockId: string;
  label?: string;
  id?: string;
  describedBy?: string | undefined;
}

/** Any interactive element. */
export function ElementView({ element, blockId, label = '', id, describedBy }: ElementProps) {
  const surface = useSurface();
  const ownId = useId();
  const invalid = surface.errors[blockId] !== undefined;
  if (element.type === 'button') return <Button element={element} blockId={blockId} />;
  if (element.type === 'overflow') return <Overflow element={element} blockId={blockId} />;
  if (isMenu(element)) {
    const name = label || (element.placeholder?.text ?? '');
    return (
      <Menu element={element} blockId={blockId} id={id} label={name} invalid={invalid} describedBy={describedBy} />
    );
  }
  if (element.type === 'radio_buttons' || element.type === 'checkboxes') {
    return <Choices element={element} blockId={blockId} label={label} />;
  }
  const shared = { blockId, id: id ?? ownId, label, invalid, describedBy };
  switch (element.type) {
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <Picker element={element} {...shared} />;
    case 'file_input':
      return <FileField element={element} {...shared} />;
    default:
      return <TypedField element={element} {...shared} />;
  }
}
