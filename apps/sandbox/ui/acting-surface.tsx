import { type ReactNode, useMemo, useState } from 'react';
import type { Block } from '../src/blocks/layout.ts';
import type { ActResult, GivenValue, StateValues } from '../src/types.ts';
import { act } from './api.ts';
import { usePage } from './context.tsx';
import { stateValuesOfMessage } from './held-values.ts';
import { type PageTarget, Surface, type SurfaceContext } from './surface.ts';

/** Blocks of a message or of Home: what is chosen is sent at once. */
export function ActingSurface({
  target,
  blocks,
  held,
  children,
}: {
  target: PageTarget;
  blocks: Block[];
  held?: StateValues;
  children: ReactNode;
}) {
  const { user, t } = usePage();
  const [given, setGiven] = useState<Record<string, GivenValue>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const initial = useMemo(() => held ?? stateValuesOfMessage(blocks), [held, blocks]);
  const surface: SurfaceContext = {
    target,
    valueOf: (blockId, actionId) => given[`${blockId}/${actionId}`],
    give: (blockId, actionId, value) => setGiven((before) => ({ ...before, [`${blockId}/${actionId}`]: value })),
    held: initial,
    async dispatch(_blockId, actionId, value) {
      setFailure(null);
      try {
        const more = value === undefined ? {} : { value };
        const result = await act<ActResult>({ act: 'click', user: user.id, target, actionId, ...more });
        if (!result.ok) setFailure(t('actFailed', { error: result.error }));
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
    },
    errors: {},
    disabled: false,
  };
  return (
    <Surface.Provider value={surface}>
      {children}
      {failure && (
        <p className="act-failure" role="alert">
          <span aria-hidden>⚠</span> {failure}
        </p>
      )}
    </Surface.Provider>
  );
}
