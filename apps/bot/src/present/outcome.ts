import { STANDARD_ATTACHMENTS } from '@xinshao/core/policy/attachment-schema.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import { attachmentWording, describeAttachmentProblem } from '@xinshao/core/wording/attachments.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { describePromise } from '@xinshao/core/wording/promises.ts';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import type { AlertView, StoredFeedback } from '@xinshao/db/alerts/alert-view.ts';
import type { StoredFile, StoredPromise } from '@xinshao/db/alerts/promises-and-files.ts';
import type { Outcome } from '../blocks/alert-message.ts';
import { escapeText } from '../blocks/text.ts';
import { clockTime } from './time.ts';
import { feedbackLines } from './words.ts';

export interface OutcomeContext {
  readonly locale: Locale;
  readonly timeZone: string;
  /** null where it is no longer readable. */
  readonly policy: Policy | null;
}

/** The latest answer to an alert with its files, and what became of the alert's promises; null: not answered yet. */
export function outcomeOf(view: AlertView, context: OutcomeContext): Outcome | null {
  const { feedback } = view;
  if (feedback === null) return null;
  const { locale, timeZone } = context;
  return {
    by: feedback.submittedBy.name,
    at: clockTime(feedback.submittedAt, timeZone),
    lines: feedbackLines(feedback.answers, locale),
    remark: feedback.edited ? answersWording[locale].edited({ revision: feedback.revision }) : '',
    more: [...promiseLines(view.promises, locale), ...fileLines(filesOf(feedback, view.files), context)],
  };
}

/** The files that an answer names. */
export function filesOf(feedback: Pick<StoredFeedback, 'answers'>, files: readonly StoredFile[]): StoredFile[] {
  const named = new Set(feedback.answers.attachments ?? []);
  return files.filter(({ slackFileId }) => named.has(slackFileId));
}

/** One line for each promise; mrkdwn. */
export function promiseLines(promises: readonly StoredPromise[], locale: Locale): string[] {
  return promises.map((promise) => `🤝 ${escapeText(describePromise(locale, promise))}`);
}

/** One line for each file: name, size, and its hash or why it was not stored; mrkdwn, names escaped. */
export function fileLines(files: readonly StoredFile[], { locale, policy }: OutcomeContext): string[] {
  return files.map((file) => {
    if (file.state === 'failed') return `⚠️ ${escapeText(fileState(file, locale, policy))}`;
    const size = file.sizeBytes === null ? [] : [fileSize(file.sizeBytes)];
    return `📎 ${[linkedName(file), ...size, escapeText(fileState(file, locale, policy))].join(' · ')}`;
  });
}

function fileState(file: StoredFile, locale: Locale, policy: Policy | null): string {
  const words = attachmentWording[locale];
  switch (file.state) {
    case 'pending':
      return words.pending;
    case 'stored':
      return words.stored({ hash: file.sha256 ?? '' });
    case 'failed': {
      const rules = policy?.attachments ?? STANDARD_ATTACHMENTS;
      const problem = describeAttachmentProblem(locale, file.problem ?? 'unreachable', file.name, rules);
      return words.failed({ problem });
    }
  }
}

/** Only an address that cannot end the link early becomes one. */
function linkedName({ name, permalink }: StoredFile): string {
  const isAddress = permalink !== null && /^https?:\/\/[^\s<>|]+$/.test(permalink);
  return isAddress ? `<${permalink}|${escapeText(name).replaceAll('|', ' ')}>` : escapeText(name);
}

const KILOBYTE = 1024;

/** e.g. `1.2 MB` */
function fileSize(bytes: number): string {
  if (bytes < KILOBYTE) return `${bytes} B`;
  const kilobytes = bytes / KILOBYTE;
  return kilobytes < KILOBYTE ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / KILOBYTE).toFixed(1)} MB`;
}
