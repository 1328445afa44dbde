import { factsOf } from '@xinshao/core/facts/record.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { assess } from '@xinshao/core/scorecard/assess.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { recordOf } from '@xinshao/core/scorecard/record.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { type StoredAssessment, storedAssessment } from '@xinshao/db/customers/stored-assessment.ts';
import { Command, InvalidArgumentError } from 'commander';
import { actorWho } from '../acting.ts';
import { Refusal } from '../refusal.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

const LARGEST_ID = 2n ** 63n - 1n;

/** `replay --assessment <id>` */
export function replayCommand(locale: Locale, run: Runner): Command {
  const words = cliWording[locale];
  return new Command('replay')
    .description(words.replay)
    .requiredOption('--assessment <id>', words.assessment, (text) => assessmentNumber(locale, text))
    .action((options: { assessment: bigint }) =>
      run(async (environment) => {
        const { output, config, log } = environment;
        const id = String(options.assessment);
        const stored = await withDatabase(config, log, async (database) => {
          await actorWho(database, environment, 'read_audit');
          return storedAssessment(database, options.assessment);
        });
        if (stored === null) throw new Refusal(words.noAssessment({ id }));
        const recomputed = replay(stored);
        if (recomputed === null) throw new Refusal(words.policyGone({ hash: stored.policyHash }));
        const identical = recomputed === stored.result;
        output.document({ assessment: id, policyHash: stored.policyHash, identical });
        output.line(identical ? words.replayIdentical({ id }) : words.replayDiffers({ id }));
        return identical ? 0 : 1;
      }),
    );
}

/** The result as it would be stored, computed anew from what was stored; null when the policy cannot be read. */
export function replay(stored: StoredAssessment): string | null {
  const parsed = stored.policyText === null ? null : parsePolicy(stored.policyText);
  if (parsed === null || !parsed.ok) return null;
  const facts = factsOf(stored.facts);
  const policy = compilePolicy(parsed.policy, parsed.hash);
  return JSON.stringify(recordOf(assess(facts, policy), policy));
}

function assessmentNumber(locale: Locale, text: string): bigint {
  if (!/^\d{1,19}$/.test(text) || BigInt(text) > LARGEST_ID) {
    throw new InvalidArgumentError(cliWording[locale].noAssessment({ id: text }));
  }
  return BigInt(text);
}
