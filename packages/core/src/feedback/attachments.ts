/** Kinds of files that can be attached, by the ending of their names. */
export const ATTACHMENT_TYPES = ['pdf', 'png', 'jpg', 'xlsx', 'docx', 'csv', 'txt'] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

const BYTES_PER_MEGABYTE = 1024 * 1024;

/** What may be attached to an answer; from the policy. */
export interface AttachmentRules {
  readonly maximumFiles: number;
  readonly maximumMegabytes: number;
  readonly types: readonly AttachmentType[];
}

/** A file as Slack describes it; null: Slack did not say. */
export interface OfferedFile {
  readonly name: string | null;
  readonly sizeBytes: number | null;
}

export const ATTACHMENT_PROBLEMS = [
  'too_many',
  'wrong_type',
  'too_big',
  'empty',
  'wrong_content',
  'unreachable',
] as const;
/** Why a file is not kept; `unreachable`: Slack did not give it to us. */
export type AttachmentProblem = (typeof ATTACHMENT_PROBLEMS)[number];

/** The kind of a file by the ending of its name; null: none that can be attached. */
export function attachmentType(name: string): AttachmentType | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name.trim())?.[1]?.toLowerCase();
  if (ending === 'jpeg') return 'jpg';
  return ATTACHMENT_TYPES.find((type) => type === ending) ?? null;
}

/** The most bytes that one file may have. */
export function maximumBytes(rules: Pick<AttachmentRules, 'maximumMegabytes'>): number {
  return Math.floor(rules.maximumMegabytes * BYTES_PER_MEGABYTE);
}

/** What is wrong with one file as far as its name and size tell; null: nothing that is known yet. */
export function fileProblem(file: OfferedFile, rules: AttachmentRules): AttachmentProblem | null {
  if (file.name !== null) {
    const type = attachmentType(file.name);
    if (type === null || !rules.types.includes(type)) return 'wrong_type';
  }
  if (file.sizeBytes === 0) return 'empty';
  return file.sizeBytes !== null && file.sizeBytes > maximumBytes(rules) ? 'too_big' : null;
}

/** The first bytes of what the ending promises; texts have none, but hold no zero bytes. */
const BEGINNINGS: Readonly<Partial<Record<AttachmentType, readonly number[]>>> = {
  pdf: [0x25, 0x50, 0x44, 0x46],
  png: [0x89, 0x50, 0x4e, 0x47],
  jpg: [0xff, 0xd8, 0xff],
  xlsx: [0x50, 0x4b, 0x03, 0x04],
  docx: [0x50, 0x4b, 0x03, 0x04],
};
/** Text in UTF-16, which spreadsheets save, begins with these and does hold zero bytes. */
const TEXT_MARKS: readonly (readonly number[])[] = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];
const BYTES_LOOKED_AT = 4096;

/** Whether the content is of the kind that the file's name says: a renamed program is not kept as a contract. */
export function contentFits(type: AttachmentType, content: Uint8Array): boolean {
  const begins = (bytes: readonly number[]) => bytes.every((byte, place) => content[place] === byte);
  const beginning = BEGINNINGS[type];
  if (beginning !== undefined) return begins(beginning);
  return TEXT_MARKS.some(begins) || !content.subarray(0, BYTES_LOOKED_AT).includes(0);
}
