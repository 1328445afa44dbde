import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ActResult, GivenValue, GivenValues, SubmitResult, View } from '../src/types.ts';
import { act } from './api.ts';
import { Blocks } from './blocks.tsx';
import { usePage } from './context.tsx';
import { Surface, type SurfaceContext } from './surface.ts';

const focusable =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select, a[href], [tabindex="0"]';

/** A dialog that keeps the keyboard inside, closes with Esc and gives the focus back. */
export function Dialog({
  label,
  className,
  onClose,
  children,
}: {
  label: string;
  className: string;
  onClose(): void;
  children: ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const element = frame.current;
    const first = element?.querySelector<HTMLElement>('.dialog-body input, .dialog-body textarea') ?? element;
    first?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div className="backdrop">
      <div
        ref={frame}
        className={`dialog ${className}`}
        role="dialog"
        aria-modal="true"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            event.preventDefault();
            onClose();
            return;
          }
          if (event.key !== 'Tab') return;
          const inside = [...(frame.current?.querySelectorAll<HTMLElement>(focusable) ?? [])];
          const [first, last] = [inside[0], inside.at(-1)];
          const edge = event.shiftKey ? first : last;
          if (document.activeElement !== edge && document.activeElement !== frame.current) return;
          event.preventDefault();
          (event.shiftKey ? last : first)?.focus();
        }}
      >
        {children}
      </div>
    </div>
  );
}

const keyOf = (blockId: string, actionId: string) => JSON.stringify([blockId, actionId]);

/** What was given, as the sandbox takes it: only for elements that are still there. */
function givenFor(view: View, given: Record<string, GivenValue>): GivenValues {
  const values: GivenValues = {};
  for (const [blockId, byAction] of Object.entries(view.state.values)) {
    for (const actionId of Object.keys(byAction)) {
      const value = given[keyOf(blockId, actionId)];
      if (value !== undefined) values[blockId] = { ...values[blockId], [actionId]: value };
    }
  }
  return values;
}

/** The top modal of the acting person. */
export function Modal({ view, depth }: { view: View; depth: number }) {
  const { user, t } = usePage();
  const [given, setGiven] = useState<Record<string, GivenValue>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const formId = useId();
  const latest = useRef(given);
  latest.current = given;

  // Errors belong to blocks; an updated view may no longer have them.
  const shownErrors = useMemo(() => {
    const there = new Set(view.blocks.map((block) => block.block_id));
    return Object.fromEntries(Object.entries(errors).filter(([blockId]) => there.has(blockId)));
  }, [errors, view.blocks]);
  useEffect(() => {
    if (busy || Object.keys(errors).length === 0) return;
    const first = body.current?.querySelector('.input-block.invalid');
    first?.scrollIntoView({ block: 'center' });
    first?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [errors, busy]);

  const surface: SurfaceContext = {
    target: { modal: view.id },
    valueOf: (blockId, actionId) => given[keyOf(blockId, actionId)],
    give(blockId, actionId, value) {
      latest.current = { ...latest.current, [keyOf(blockId, actionId)]: value };
      setGiven(latest.current);
      setErrors(({ [blockId]: _gone, ...rest }) => rest);
    },
    held: view.state.values,
    async dispatch(blockId, actionId, value) {
      const block = view.blocks.find((one) => one.block_id === blockId);
      if (block?.type === 'input' && !block.dispatch_action) return;
      setFailure(null);
      try {
        const typed = givenFor(view, latest.current);
        const more = value === undefined ? {} : { value };
        const result = await act<ActResult>({
          act: 'click',
          user: user.id,
          target: { modal: view.id },
          actionId,
          typed,
          ...more,
        });
        if (!result.ok) setFailure(t('actFailed', { error: result.error }));
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
    },
    errors: shownErrors,
    disabled: busy,
  };

  const close = async (all = false) => {
    await act<ActResult>({ act: 'close', user: user.id, view: view.id, all }).catch(() => undefined);
  };
  const send = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const values = givenFor(view, latest.current);
      const result = await act<SubmitResult>({ act: 'submit', user: user.id, view: view.id, values });
      setErrors(result.errors ?? {});
      if (result.failed) setFailure(t('modalFailed', { error: result.failed }));
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const title = view.title?.text ?? '';
  return (
    <Dialog label={title} className="modal" onClose={() => void close()}>
      <header>
        <h2>{title}</h2>
        <button type="button" className="icon" aria-label={t('close')} onClick={() => void close(true)}>
          ×
        </button>
      </header>
      <form
        id={formId}
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div ref={body}>
          <Surface.Provider value={surface}>
            <Blocks blocks={view.blocks} />
          </Surface.Provider>
        </div>
      </form>
      {failure && (
        <p className="modal-failure" role="alert">
          <span aria-hidden>⚠</span> {failure}
        </p>
      )}
      <footer>
        <button type="button" className="button" onClick={() => void close()}>
          {view.close?.text ?? (depth > 1 ? t('back') : view.submit ? t('cancel') : t('close'))}
        </button>
        {view.submit && (
          <button
            type="submit"
            form={formId}
            className={`button primary${busy ? ' busy' : ''}`}
            disabled={busy || view.submit_disabled === true}
            aria-busy={busy}
          >
            {view.submit.text}
          </button>
        )}
      </footer>
    </Dialog>
  );
}
