import { type ChangeEvent, useState } from 'react';
import type { InteractiveElement } from '../src/blocks/layout.ts';
import { plainValue } from '../src/state/plain-value.ts';
import { upload } from './api.ts';
import { usePage } from './context.tsx';
import { useSurface } from './surface.ts';

type TypedElement = Extract<
  InteractiveElement,
  { type: 'plain_text_input' | 'number_input' | 'email_text_input' | 'url_text_input' }
>;
type PickerElement = Extract<InteractiveElement, { type: 'datepicker' | 'timepicker' | 'datetimepicker' }>;
type FileElement = Extract<InteractiveElement, { type: 'file_input' }>;

interface FieldProps<Element> {
  element: Element;
  blockId: string;
  id: string;
  label: string;
  invalid: boolean;
  describedBy?: string | undefined;
}

function useField(blockId: string, actionId: string) {
  const surface = useSurface();
  const held = surface.held[blockId]?.[actionId];
  const given = surface.valueOf(blockId, actionId);
  const value = given === undefined ? (held ? plainValue(held) : null) : given;
  return { surface, value: Array.isArray(value) || value === null ? '' : String(value) };
}

const inputModes = {
  number_input: 'decimal',
  email_text_input: 'email',
  url_text_input: 'url',
  plain_text_input: 'text',
} as const;

/** Text, number, address and link inputs. */
export function TypedField({ element, blockId, id, invalid, describedBy }: FieldProps<TypedElement>) {
  const { t } = usePage();
  const actionId = element.action_id ?? '';
  const { surface, value } = useField(blockId, actionId);
  const maximum = element.type === 'plain_text_input' ? element.max_length : undefined;
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const multiline = element.type === 'plain_text_input' && element.multiline;
  const change = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    surface.give(blockId, actionId, event.target.value);
    if (triggers.includes('on_character_entered')) void surface.dispatch(blockId, actionId, event.target.value);
  };
  const shared = {
    id,
    value,
    placeholder: element.placeholder?.text,
    disabled: surface.disabled,
    'aria-invalid': invalid,
    'aria-describedby': describedBy,
    className: invalid ? 'field invalid' : 'field',
    onChange: change,
  };
  const left = maximum === undefined ? undefined : maximum - value.length;
  return (
    <>
      {multiline ? (
        <textarea {...shared} rows={4} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={inputModes[element.type]}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (triggers.includes('on_enter_pressed')) void surface.dispatch(blockId, actionId, value);
          }}
        />
      )}
      {left !== undefined && left <= 50 && (
        <small className={left < 0 ? 'count over' : 'count'}>{t('characters', { count: left })}</small>
      )}
    </>
  );
}

const localMoment = (seconds: string) => {
  if (seconds === '') return '';
  const date = new Date(Number(seconds) * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** Date and time pickers. */
export function Picker({ element, blockId, id, label, invalid, describedBy }: FieldProps<PickerElement>) {
  const actionId = element.action_id ?? '';
  const { surface, value } = useField(blockId, actionId);
  const type = element.type === 'datepicker' ? 'date' : element.type === 'timepicker' ? 'time' : 'datetime-local';
  return (
    <input
      id={id}
      type={type}
      aria-label={label}
      className={invalid ? 'field picker invalid' : 'field picker'}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      disabled={surface.disabled}
      value={type === 'datetime-local' ? localMoment(value) : value}
      onChange={(event) => {
        const typed = event.target.value;
        const moment = type === 'datetime-local' && typed !== '' ? String(Date.parse(typed) / 1000) : typed;
        const next = moment === '' ? null : moment;
        surface.give(blockId, actionId, next);
        void surface.dispatch(blockId, actionId, next);
      }}
    />
  );
}

/** Files: uploaded at once, submitted by id. */
export function FileField({ element, blockId, id, describedBy }: FieldProps<FileElement>) {
  const { t, user, notify } = usePage();
  const surface = useSurface();
  const actionId = element.action_id ?? '';
  const [names, setNames] = useState<Record<string, string>>({});
  const given = surface.valueOf(blockId, actionId);
  const ids = Array.isArray(given) ? given : [];
  const add = async (files: FileList | null) => {
    const added: string[] = [];
    for (const file of files ?? []) {
      try {
        const fileId = await upload(user.id, file);
        added.push(fileId);
        setNames((before) => ({ ...before, [fileId]: file.name }));
      } catch (error) {
        notify(error instanceof Error ? error.message : String(error));
      }
    }
    surface.give(blockId, actionId, [...ids, ...added]);
  };
  return (
    <div className="files-field">
      {ids.map((fileId) => (
        <span className="token" key={fileId}>
          {names[fileId] ?? fileId}
          <button
            type="button"
            aria-label={t('remove', { name: names[fileId] ?? fileId })}
            onClick={() =>
              surface.give(
                blockId,
                actionId,
                ids.filter((one) => one !== fileId),
              )
            }
          >
            ×
          </button>
        </span>
      ))}
      <label className="button small">
        {t('addFile')}
        <input
          id={id}
          type="file"
          multiple={(element.max_files ?? 10) > 1}
          accept={element.filetypes?.map((one) => `.${one}`).join(',')}
          aria-describedby={describedBy}
          onChange={(event) => void add(event.target.files)}
        />
      </label>
    </div>
  );
}
