import { expect, it } from 'vitest';
import { type Intention, makeAgenda } from './agenda.ts';
import type { Person } from './company.ts';

const person = (user: string) => ({ user }) as Person;
const pause = (milliseconds: number) => new Promise((wake) => setTimeout(wake, milliseconds));

/** Acts that say when they begin and end. */
function acts() {
  const told: string[] = [];
  const act = (name: string, user: string, about: string, takes: number, gotThrough = true): Intention => ({
    ...{ kind: 'answer', at: 0, about, people: [person(user)] },
    run: async () => {
      told.push(`${name} begins`);
      await pause(takes);
      told.push(`${name} ends`);
      return gotThrough;
    },
  });
  return { told, act };
}

it('one who waits for a form holds up nobody else, only what they mean to do themselves', async () => {
  const agenda = makeAgenda(1);
  const { told, act } = acts();
  agenda.later(act('slow', 'U1', 'alert 1', 200));
  agenda.later(act('same person', 'U1', 'alert 2', 1));
  agenda.later(act('same alert', 'U2', 'alert 1', 1));
  agenda.later(act('quick', 'U3', 'alert 3', 1));
  agenda.later(act('quick again', 'U3', 'alert 4', 1));
  expect(await agenda.act(0)).toBe(5);
  const place = (what: string) => told.indexOf(what);
  expect(place('quick again ends')).toBeLessThan(place('slow ends'));
  expect(place('quick ends')).toBeLessThan(place('quick again begins'));
  expect(place('same person begins')).toBeGreaterThan(place('slow ends'));
  expect(place('same alert begins')).toBeGreaterThan(place('slow ends'));
  expect(agenda.next()).toBeNull();
});

it('whoever does not get through tries again at the next moments, three times in all', async () => {
  const agenda = makeAgenda(60_000);
  const { told, act } = acts();
  agenda.later(act('nobody answers', 'U1', 'alert 1', 1, false));
  for (const moment of [0, 60_000, 120_000]) {
    expect(agenda.next()).toBe(moment);
    expect(await agenda.act(moment)).toBe(1);
  }
  expect(agenda.next()).toBeNull();
  expect(told).toHaveLength(6);
  expect(agenda.counts['did not get through']).toBe(3);
});
