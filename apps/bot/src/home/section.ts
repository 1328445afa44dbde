import type { KnownBlock } from '@slack/types';
import type { HomeState } from '@xinshao/core/home/home-state.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { Services } from '../services.ts';

/** Whose Home tab it is, and when. */
export interface HomeReader {
  readonly services: Services;
  readonly member: StaffMember;
  readonly locale: Locale;
  readonly now: Date;
  /** Filters and pages as the reader left them. */
  readonly state: HomeState;
  /** In a message the same sections stand without their filters and pages. */
  readonly surface: 'home' | 'message';
  /** Ids of the customers whose figures are shown: each section adds those of its own, and the looks are recorded. */
  readonly seen: Set<number>;
}

/** One part of the Home tab. @returns its blocks, heading included; nothing: it does not concern this reader */
export type HomeSection = (reader: HomeReader) => Promise<readonly KnownBlock[]>;
