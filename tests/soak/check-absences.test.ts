import { describe, expect, it } from 'vitest';
import { moment } from './calendar.ts';
import { wrongPairs } from './check-absences.ts';
import type { Absence } from './expected-deciders.ts';

const DAY = '2026-09-14';
const at = (time: string) => moment(DAY, time);
const away = (id: string, who: string, delegate: string, noted: string, ended: string | null = null): Absence => ({
  ...{ id, staffCode: who, delegateCode: delegate, firstDay: DAY, lastDay: DAY, notedAt: at(noted) },
  endedAt: ended === null ? Number.POSITIVE_INFINITY : at(ended),
});
const stored = (times: Readonly<Record<string, string>>) => ({
  absences: new Map(Object.entries(times).map(([id, time]) => [id, at(time)])),
});

describe('absences of one day', () => {
  it('nobody has two', () => {
    const twice = [expect.stringContaining('M1 is away twice')];
    expect(wrongPairs([away('1', 'M1', 'R1', '09:00'), away('2', 'M1', 'R2', '09:05')], stored({}))).toEqual(twice);
    expect(wrongPairs([away('1', 'M1', 'R1', '09:00', '09:05'), away('2', 'M1', 'R2', '09:05')], stored({}))).toEqual(
      [],
    );
    // The first to be stored had read the clock last: it ends, by its own words, before it began.
    expect(wrongPairs([away('1', 'M1', 'R1', '09:06', '09:05'), away('2', 'M1', 'R2', '09:05')], stored({}))).toEqual(
      [],
    );
  });

  it('nobody is handed to who is known to be away', () => {
    const handed = [expect.stringContaining('M1 handed over to R1')];
    const [gone, hands] = [away('1', 'R1', 'R2', '09:00'), away('2', 'M1', 'R1', '09:05')];
    expect(wrongPairs([gone, hands], stored({}))).toEqual(handed);
    expect(wrongPairs([gone, hands], stored({ 1: '09:04', 2: '09:06' }))).toEqual(handed);
    // Not yet stored, or handed over before, or back by then.
    expect(wrongPairs([gone, hands], stored({ 1: '09:06', 2: '09:05' }))).toEqual([]);
    expect(wrongPairs([away('1', 'R1', 'R2', '09:10'), hands], stored({}))).toEqual([]);
    expect(wrongPairs([away('1', 'R1', 'R2', '09:00', '09:05'), hands], stored({ 2: '09:06' }))).toEqual([]);
  });
});
