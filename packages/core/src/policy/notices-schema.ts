import { z } from 'zod';
import { wholeNumber } from './parts.ts';

/**
 * How many messages are too many. Counted for one place (a channel or a person) and one run of the monitor or one look
 * at the clocks. Red alerts always get messages of their own.
 */
export const noticesSchema = z
  .strictObject({
    /** More orange alerts than this come as one summary. */
    bundleOrangeAbove: wholeNumber.default(5),
    /** More yellow alerts than this wait for the digest. */
    digestYellowAbove: wholeNumber.default(3),
    /** More alerts than this, of any severity, are summed up at once. */
    summaryAbove: wholeNumber.default(50),
    /** More reminders and escalations than this come as one message. */
    bundleStepsAbove: wholeNumber.min(1).default(5),
    /** Alerts of these severities are told to the head of risk as soon as they are opened, or rise to them (R41). */
    tellRiskAtOnce: z.array(z.enum(['orange', 'red'])).default(['red']),
    /** Reminders and escalations that come later than this were missed: a person gets them as one message. */
    catchUpAfterMinutes: wholeNumber.default(30),
  })
  .prefault({});
export type NoticeRules = z.infer<typeof noticesSchema>;

/** What holds where a policy says nothing, or cannot be read. */
export const DEFAULT_NOTICE_RULES: NoticeRules = noticesSchema.parse({});
