import type { AttachmentProblem, AttachmentRules } from '../feedback/attachments.ts';
import { catalogue } from './catalogue.ts';
import type { Locale } from './locale.ts';

/** Texts of the files attached to an answer. `name` is as it was typed: escape the text for display. */
export const attachmentWording = catalogue({
  zh: {
    title: '附件',
    hint: (p: { files: number; megabytes: number; types: string }) =>
      `可选，最多 ${p.files} 个，每个不超过 ${p.megabytes} MB；支持 ${p.types}`,
    kept: '保留已上传的附件',
    keptHint: '取消勾选的附件不再随本次反馈提交，但仍保留在反馈记录中',
    too_many: (p: { files: number }) => `附件最多 ${p.files} 个`,
    wrong_type: (p: { name: string; types: string }) => `${p.name}：只支持 ${p.types}`,
    too_big: (p: { name: string; megabytes: number }) => `${p.name}：超过 ${p.megabytes} MB`,
    empty: (p: { name: string }) => `${p.name}：文件是空的`,
    wrong_content: (p: { name: string }) => `${p.name}：内容与文件类型不符`,
    unreachable: (p: { name: string }) => `${p.name}：无法从 Slack 下载`,
    unnamed: '附件',
    pending: '下载中',
    stored: (p: { hash: string }) => `已保存，SHA-256 ${p.hash}`,
    failed: (p: { problem: string }) => `没有保存：${p.problem}`,
  },
  en: {
    title: 'Attachments',
    hint: (p) => `Optional, at most ${p.files} files of ${p.megabytes} MB each: ${p.types}`,
    kept: 'Keep what was attached before',
    keptHint: 'What you untick is no longer part of this answer, yet stays in the record of answers',
    too_many: (p) => `At most ${p.files} files`,
    wrong_type: (p) => `${p.name}: only ${p.types} can be attached`,
    too_big: (p) => `${p.name}: more than ${p.megabytes} MB`,
    empty: (p) => `${p.name}: the file is empty`,
    wrong_content: (p) => `${p.name}: the content is not what the name says`,
    unreachable: (p) => `${p.name}: could not be fetched from Slack`,
    unnamed: 'attachment',
    pending: 'being fetched',
    stored: (p) => `stored, SHA-256 ${p.hash}`,
    failed: (p) => `not stored: ${p.problem}`,
  },
});

/** Why a file is not taken, with the rule that says so. */
export function describeAttachmentProblem(
  locale: Locale,
  problem: AttachmentProblem,
  name: string,
  rules: AttachmentRules,
): string {
  const words = attachmentWording[locale];
  switch (problem) {
    case 'too_many':
      return words.too_many({ files: rules.maximumFiles });
    case 'wrong_type':
      return words.wrong_type({ name, types: rules.types.join(', ') });
    case 'too_big':
      return words.too_big({ name, megabytes: rules.maximumMegabytes });
    case 'empty':
    case 'wrong_content':
    case 'unreachable':
      return words[problem]({ name });
  }
}
