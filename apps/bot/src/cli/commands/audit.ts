import { readFileSync } from 'node:fs';
import type { AuditAnchor } from '@xinshao/core/audit/audit-entry.ts';
import { anchorText, parseAnchor } from '@xinshao/core/audit/verdict.ts';
import { auditWording, describeAuditProblem } from '@xinshao/core/wording/audit.ts';
import { documentWording } from '@xinshao/core/wording/documents/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { verifyAudit } from '@xinshao/db/audit/verify-audit.ts';
import type { Database } from '@xinshao/db/database.ts';
import { Command, InvalidArgumentError } from 'commander';
import { loadCompanySettings, unreadable } from '../../config/load-files.ts';
import { type Recognition, recogniseFile, recogniseHash } from '../../documents/recognise.ts';
import { clockTime } from '../../present/time.ts';
import { actorWho } from '../acting.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

interface VerifyOptions {
  readonly anchor: readonly AuditAnchor[];
  readonly file?: string;
  readonly hash?: string;
}

/**
 * `audit verify [--anchor <number>:<hash>]… [--file f | --hash h]`: 1 when the chain is broken, or when the document is
 * not recognised.
 */
export function auditCommand(locale: Locale, run: Runner): Command {
  const words = auditWording[locale];
  const verify = new Command('verify')
    .description(words.verify)
    .option(
      '--anchor <anchor>',
      words.anchor,
      (text, given: readonly AuditAnchor[]) => [...given, read(text, locale)],
      [],
    )
    .option('--file <file>', documentWording[locale].verifyFile)
    .option('--hash <hash>', documentWording[locale].verifyHash, hashArgument(locale))
    .action((options: VerifyOptions) =>
      run(async (environment) => {
        const { output, config, log } = environment;
        const { timeZone } = loadCompanySettings(config.companyFile, locale);
        const bytes = options.file === undefined ? null : readFileBytes(options.file, locale);
        const { verdict, recognition } = await withDatabase(config, log, async (database) => {
          await actorWho(database, environment, 'read_audit');
          return {
            verdict: await verifyAudit(database, options.anchor),
            recognition: await recognise(database, bytes, options.hash),
          };
        });
        const text = describeAuditProblem(locale, verdict);
        output.document({ ...verdict, text, ...(recognition === null ? {} : { recognition }) });
        if (text !== null) {
          output.note(words.broken(verdict));
          output.note(`  ${text}`);
          return 1;
        }
        output.line(verdict.head === null ? words.empty : words.whole(verdict));
        if (verdict.head !== null) output.line(`  ${words.head({ anchor: anchorText(verdict.head) })}`);
        if (recognition === null) return 0;
        for (const line of recognitionLines(recognition, locale, timeZone)) output.line(line);
        return recognition.outcome === 'unknown' || recognition.outcome === 'altered' ? 1 : 0;
      }),
    );
  return new Command('audit').description(words.audit).addCommand(verify);
}

async function recognise(database: Database, bytes: Buffer | null, hash: string | undefined) {
  if (bytes !== null) return recogniseFile(database, bytes);
  return hash === undefined ? null : recogniseHash(database, hash);
}

function recognitionLines({ outcome, document }: Recognition, locale: Locale, timeZone: string): string[] {
  const words = documentWording[locale];
  if (document === null) return [words.unknown];
  const at = clockTime(document.at, timeZone);
  const { by, entry, from, to, customerCode: customer } = document;
  if (outcome === 'altered') return [words.altered({ at, by })];
  const kinds = { letter: words.kindLetter, statement: words.kindStatement, customer_file: words.kindFile };
  return [
    words.recognised({ kind: kinds[document.kind], customer, at, by, entry }),
    ...(from === null || to === null ? [] : [words.period({ from, to })]),
    words[outcome],
  ];
}

/** @throws Refusal saying why the file cannot be read */
function readFileBytes(file: string, locale: Locale): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unreadable(file, error, locale);
  }
}

function hashArgument(locale: Locale): (text: string) => string {
  return (text) => {
    const hash = text.trim().toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new InvalidArgumentError(documentWording[locale].badHash({ text }));
    return hash;
  };
}

function read(text: string, locale: Locale): AuditAnchor {
  const anchor = parseAnchor(text);
  if (anchor === null) throw new InvalidArgumentError(auditWording[locale].badAnchor({ text }));
  return anchor;
}
