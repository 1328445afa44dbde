import type { AuditAnchor } from '@xinshao/core/audit/audit-entry.ts';
import { anchorText, parseAnchor } from '@xinshao/core/audit/verdict.ts';
import { auditWording, describeAuditProblem } from '@xinshao/core/wording/audit.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { verifyAudit } from '@xinshao/db/audit/verify-audit.ts';
import { Command, InvalidArgumentError } from 'commander';
import { actorWho } from '../acting.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

/** `audit verify [--anchor <number>:<hash>]…`: 1 when the chain is broken. */
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
    .action((options: { anchor: readonly AuditAnchor[] }) =>
      run(async (environment) => {
        const { output, config, log } = environment;
        const verdict = await withDatabase(config, log, async (database) => {
          await actorWho(database, environment, 'read_audit');
          return verifyAudit(database, options.anchor);
        });
        const text = describeAuditProblem(locale, verdict);
        output.document({ ...verdict, text });
        if (text !== null) {
          output.note(words.broken(verdict));
          output.note(`  ${text}`);
          return 1;
        }
        output.line(verdict.head === null ? words.empty : words.whole(verdict));
        if (verdict.head !== null) output.line(`  ${words.head({ anchor: anchorText(verdict.head) })}`);
        return 0;
      }),
    );
  return new Command('audit').description(words.audit).addCommand(verify);
}

function read(text: string, locale: Locale): AuditAnchor {
  const anchor = parseAnchor(text);
  if (anchor === null) throw new InvalidArgumentError(auditWording[locale].badAnchor({ text }));
  return anchor;
}
