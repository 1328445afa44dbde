import { expect, it } from 'vitest';
import { messagePace } from './pace.ts';

it('the second message of a channel waits a second; another channel does not', async () => {
  const waits: number[] = [];
  const pace = messagePace(
    () => 1_000,
    async (milliseconds) => void waits.push(milliseconds),
  );
  await pace.turn('C1');
  await pace.turn('C1');
  await pace.turn('C2');
  await pace.turn('C1');
  expect(waits).toEqual([1_050, 2_100]);
});
