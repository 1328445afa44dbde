import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../log/log.ts';
import { repeat } from './repeat.ts';

const logged: string[] = [];
const log = createLog('info', { write: (line: string) => void logged.push(line) });
const repetition = { every: 1000, log, complaint: 'could not look' };

beforeEach(() => {
  logged.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('repeated work', () => {
  it('is done at once, and again at every turn until it is stopped', async () => {
    const work = vi.fn(async () => undefined);
    const repeating = repeat(repetition, work);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2500);
    expect(work).toHaveBeenCalledTimes(3);
    await repeating.stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('is not done twice at once, however long it takes', async () => {
    let finish = () => {};
    const work = vi.fn(() => new Promise<void>((done) => (finish = done)));
    const repeating = repeat(repetition, work);
    await vi.advanceTimersByTimeAsync(10_500);
    expect(work).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(2);
    finish();
    await repeating.stop();
  });

  it('goes on after a turn that failed, and says why in the log', async () => {
    const work = vi.fn().mockRejectedValueOnce(new Error('no connection')).mockResolvedValue(undefined);
    const repeating = repeat(repetition, work);
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(2);
    await repeating.stop();
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('could not look');
    expect(logged[0]).toContain('no connection');
  });

  it('is made up for when its clock was put forward, once however far, and not before its turn', async () => {
    let clock = 0;
    const work = vi.fn(async () => undefined);
    const repeating = repeat({ ...repetition, now: () => new Date(clock) }, work);
    clock = 999;
    await repeating.catchUp();
    expect(work).toHaveBeenCalledTimes(1);
    clock = 5_000;
    await repeating.catchUp();
    await repeating.catchUp();
    expect(work).toHaveBeenCalledTimes(2);
    await repeating.stop();
    clock = 9_000;
    await repeating.catchUp();
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('is told to end when it is stopped, and stopping waits for that', async () => {
    let ended = false;
    const repeating = repeat(repetition, async (stopping) => {
      while (!stopping.aborted) await new Promise((wake) => setTimeout(wake, 100));
      ended = true;
    });
    const stopped = repeating.stop();
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(100);
    await stopped;
    expect(ended).toBe(true);
  });
});
