import { z } from 'zod';
import { ATTACHMENT_TYPES } from '../feedback/attachments.ts';
import { wholeNumber } from './parts.ts';

/** Slack takes no more files in one input. */
const MOST_FILES = 10;
/** The database keeps them: more than this belongs elsewhere. */
const MOST_MEGABYTES = 50;

/** Which files sales may attach to an answer. */
export const attachmentSchema = z.strictObject({
  maximumFiles: wholeNumber.max(MOST_FILES),
  maximumMegabytes: z.number().positive().max(MOST_MEGABYTES),
  types: z.array(z.enum(ATTACHMENT_TYPES)).min(1),
});

/** What policies allow that say nothing of it. */
export const STANDARD_ATTACHMENTS: z.infer<typeof attachmentSchema> = {
  maximumFiles: 5,
  maximumMegabytes: 10,
  types: [...ATTACHMENT_TYPES],
};
