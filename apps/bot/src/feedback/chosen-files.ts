import { type AttachmentRules, fileProblem } from '@xinshao/core/feedback/attachments.ts';
import { attachmentWording, describeAttachmentProblem } from '@xinshao/core/wording/attachments.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { AttachedFile } from '@xinshao/db/alerts/feedback-files.ts';
import { ATTACHMENTS, KEPT_ATTACHMENTS } from '../blocks/attachment-inputs.ts';
import { FIELD_ACTION } from '../blocks/feedback-modal.ts';
import type { FileState, FormValues } from './read-form.ts';

/** What Slack knows of a file. */
export interface SlackFile {
  readonly id: string;
  readonly name: string | null;
  readonly sizeBytes: number | null;
  readonly permalink: string | null;
}

/** Asks Slack about a file; a file of which nothing can be learned now has nulls, and its download will tell. */
export type DescribeFile = (id: string) => Promise<SlackFile>;

export interface ChosenFiles {
  readonly added: readonly SlackFile[];
  /** Slack ids of earlier files that stay. */
  readonly kept: readonly string[];
}

/**
 * The files of a submitted form, as Slack describes them.
 * @param known Slack ids of what earlier answers attached: nothing else can be kept
 */
export async function chosenFiles(
  values: FormValues,
  known: ReadonlySet<string>,
  describe: DescribeFile,
): Promise<ChosenFiles> {
  const states = values[ATTACHMENTS]?.[FIELD_ACTION]?.files ?? [];
  const kept = (values[KEPT_ATTACHMENTS]?.[FIELD_ACTION]?.selected_options ?? []).flatMap(({ value }) =>
    value !== undefined && known.has(value) ? [value] : [],
  );
  const added = await Promise.all(
    states.map((state) => {
      const told = toldOf(state);
      return told.name !== null && told.sizeBytes !== null ? told : describe(state.id);
    }),
  );
  return { added, kept: kept.filter((id) => !added.some((file) => file.id === id)) };
}

function toldOf({ id, name, size, permalink }: FileState): SlackFile {
  return { id, name: name ?? null, sizeBytes: size ?? null, permalink: permalink ?? null };
}

/** What is wrong with the files of an answer, all of it, for the place beside the field; null: nothing. */
export function filesComplaint({ added, kept }: ChosenFiles, rules: AttachmentRules, locale: Locale): string | null {
  const complaints: string[] = [];
  if (added.length + kept.length > rules.maximumFiles) {
    complaints.push(describeAttachmentProblem(locale, 'too_many', '', rules));
  }
  for (const file of added) {
    const problem = fileProblem(file, rules);
    if (problem !== null) complaints.push(describeAttachmentProblem(locale, problem, nameOf(file, locale), rules));
  }
  return complaints.length === 0 ? null : complaints.join('\n');
}

/** Files as they are stored with the answer. */
export function attachedFiles({ added }: ChosenFiles, locale: Locale): AttachedFile[] {
  return added.map((file) => ({
    slackFileId: file.id,
    name: nameOf(file, locale),
    sizeBytes: file.sizeBytes,
    permalink: file.permalink,
  }));
}

function nameOf({ name }: SlackFile, locale: Locale): string {
  return name ?? attachmentWording[locale].unnamed;
}
