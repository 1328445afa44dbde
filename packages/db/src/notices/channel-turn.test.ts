import { SECONDS_BETWEEN_MESSAGES } from '@xinshao/core/notices/throttle.ts';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { channelBacklog, holdChannel, standInLine, takeTurn } from './channel-turn.ts';

const GAP = SECONDS_BETWEEN_MESSAGES * 1000;

describe('turns in a channel', async () => {
  const database = await freshDatabase();

  it('the first message goes at once, the next one has to wait; another channel is not concerned', async () => {
    expect(await takeTurn(database, 'C1', false)).toEqual({ taken: true, waitMs: 0 });
    const second = await takeTurn(database, 'C1', false);
    expect(second.taken).toBe(false);
    expect(await takeTurn(database, 'C2', false)).toMatchObject({ taken: true });
  });

  it('of many processes that ask at once one gets the turn', async () => {
    const turns = await Promise.all(Array.from({ length: 10 }, () => takeTurn(database, 'C3', false)));
    expect(turns.filter(({ taken }) => taken)).toHaveLength(1);
  });

  it('red alerts take the next turns, a gap apart and a few seconds ahead at most', async () => {
    await takeTurn(database, 'C4', false);
    const turns = await Promise.all(Array.from({ length: 8 }, () => takeTurn(database, 'C4', true)));
    const waits = turns.flatMap((turn) => (turn.taken ? [turn.waitMs] : [])).sort((one, other) => one - other);
    expect(waits.length).toBeGreaterThanOrEqual(2);
    expect(waits.length).toBeLessThan(8);
    for (const [index, wait] of waits.slice(1).entries()) {
      expect(wait - (waits[index] ?? 0)).toBeGreaterThan(GAP * 0.5);
    }
  });

  it('the line grows by a gap for each that stands in it; red alerts have their own', async () => {
    await takeTurn(database, 'C5', false);
    const first = await standInLine(database, 'C5', false);
    for (let count = 0; count < 8; count += 1) await standInLine(database, 'C5', false);
    const tenth = await standInLine(database, 'C5', false);
    expect(tenth - first).toBeGreaterThan(8 * GAP);
    expect(await standInLine(database, 'C5', true)).toBeLessThan(2 * GAP);
    expect(await channelBacklog(database, 'C5')).toBeGreaterThan((9 * GAP) / 1000);
    expect(await channelBacklog(database, 'C9')).toBe(0);
  });

  it('after a 429 nothing goes to the channel for as long as Slack asks, red alerts included', async () => {
    await takeTurn(database, 'C6', false);
    await holdChannel(database, 'C6', 30);
    for (const urgent of [false, true]) {
      const turn = await takeTurn(database, 'C6', urgent);
      expect(turn).toMatchObject({ taken: false });
      if (!turn.taken) expect(turn.freeInMs).toBeGreaterThan(25_000);
    }
  });
});
