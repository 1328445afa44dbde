import { Readable } from 'node:stream';
import { restoreBackup } from '@xinshao/db/backup/restore-backup.ts';
import { expect, it } from 'vitest';
import { startHarness } from './support/harness.ts';

it('while a bot serves, also one that has nothing to do, nothing is restored; once it has stopped, the file is read', async () => {
  const harness = await startHarness('socket');
  const restore = () =>
    restoreBackup(harness.database, Readable.from([Buffer.from('x')]), {
      replace: true,
      origin: { actor: 'system:cli', surface: 'cli' },
    });
  await expect(restore()).rejects.toMatchObject({ problem: { code: 'in_use' } });
  await harness.close();
  await expect(restore()).rejects.toMatchObject({ problem: { code: 'not_a_backup' } });
});
