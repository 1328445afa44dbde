import { useEffect } from 'react';
import type { ActResult, View } from '../src/types.ts';
import { ActingSurface } from './acting-surface.tsx';
import { act, useLive } from './api.ts';
import { Blocks } from './blocks.tsx';
import { usePage } from './context.tsx';

/** The app's Home for the acting person; opening it tells the app. */
export function Home() {
  const { user, workspace, t } = usePage();
  const { connected } = workspace.connection;
  const { data } = useLive<{ view: View | null }>(`/ui/home?user=${user.id}`, (topic) => topic === `home:${user.id}`);
  useEffect(() => {
    if (connected) void act<ActResult>({ act: 'home', user: user.id }).catch(() => undefined);
  }, [user.id, connected]);
  const view = data?.view;
  if (!data) return <p className="placeholder">{t('loading')}</p>;
  if (!view) {
    return (
      <div className="empty big">
        <span className="empty-picture" aria-hidden>
          🏠
        </span>
        <strong>{t('homeEmpty')}</strong>
        <p>{connected ? t('homeEmptyHint') : t('disconnectedLong')}</p>
      </div>
    );
  }
  return (
    <div className="home">
      <ActingSurface target={{ home: true }} blocks={view.blocks} held={view.state.values} key={view.id}>
        <Blocks blocks={view.blocks} />
      </ActingSurface>
    </div>
  );
}
