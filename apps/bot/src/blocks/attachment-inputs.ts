import type { InputBlock } from '@slack/types';
import type { AttachmentRules } from '@xinshao/core/feedback/attachments.ts';
import { attachmentWording } from '@xinshao/core/wording/attachments.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { LIMITS } from './limits.ts';
import { clip, plain } from './text.ts';

export const ATTACHMENTS = 'attachments';
export const KEPT_ATTACHMENTS = 'kept_attachments';

export interface AttachmentInputsModel {
  readonly locale: Locale;
  /** What may be attached; left out: nothing. */
  readonly attachments?: AttachmentRules;
  /** Files of the answer before this one. */
  readonly attached?: readonly { readonly value: string; readonly label: string }[];
}

/** New files, and which of the earlier ones stay: Slack cannot put a file into an input beforehand. */
export function attachmentInputs(
  { locale, attachments: rules, attached = [] }: AttachmentInputsModel,
  actionId: string,
): InputBlock[] {
  if (rules === undefined || rules.maximumFiles === 0) return [];
  const words = attachmentWording[locale];
  const options = attached
    .slice(0, LIMITS.checkboxes)
    .map(({ value, label }) => ({ value, text: plain(clip(label, LIMITS.optionText), LIMITS.optionText) }));
  const kept: InputBlock[] =
    options.length === 0
      ? []
      : [
          {
            type: 'input',
            block_id: KEPT_ATTACHMENTS,
            optional: true,
            label: plain(words.kept, LIMITS.inputLabel),
            hint: plain(words.keptHint, LIMITS.inputHint),
            element: { type: 'checkboxes', action_id: actionId, options, initial_options: options },
          },
        ];
  const { maximumFiles: files, maximumMegabytes: megabytes, types } = rules;
  return [
    ...kept,
    {
      type: 'input',
      block_id: ATTACHMENTS,
      optional: true,
      label: plain(words.title, LIMITS.inputLabel),
      hint: plain(words.hint({ files, megabytes, types: types.join(', ') }), LIMITS.inputHint),
      element: {
        type: 'file_input',
        action_id: actionId,
        filetypes: types.flatMap((type) => (type === 'jpg' ? ['jpg', 'jpeg'] : [type])),
        max_files: files,
      },
    },
  ];
}
