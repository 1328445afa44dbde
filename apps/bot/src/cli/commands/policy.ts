import { resolve } from 'node:path';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { describePolicyProblem } from '@xinshao/core/wording/policy-problems.ts';
import { Command } from 'commander';
import { readTextFile } from '../../config/load-files.ts';
import { actorWho } from '../acting.ts';
import { projectPath } from '../environment.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

/** `policy check [file]` */
export function policyCommand(locale: Locale, run: Runner): Command {
  const words = cliWording[locale];
  const check = new Command('check')
    .description(words.policyCheck)
    .argument('[file]', words.policyFile)
    .action((file: string | undefined) =>
      run(async (environment) => {
        const { output, config, log, staffCode } = environment;
        // Only who acts as somebody of the staff list needs the list.
        if (staffCode !== null) {
          await withDatabase(config, log, (database) => actorWho(database, environment, 'read_policy'));
        }
        const path = file === undefined ? projectPath(config.policyFile) : resolve(file);
        const parsed = parsePolicy(readTextFile(path, locale));
        if (parsed.ok) {
          const { policy, hash } = parsed;
          const summary = { id: policy.id, factors: policy.factors.length, warnings: policy.warnings.length, hash };
          output.document({ ok: true, file: path, ...summary, problems: [] });
          output.line(words.policyOk({ file: path, ...summary }));
          return 0;
        }
        const problems = parsed.problems.map((problem) => ({
          ...problem,
          text: describePolicyProblem(locale, problem),
        }));
        output.document({ ok: false, file: path, problems });
        output.note(words.policyBad({ file: path, count: problems.length }));
        for (const { text } of problems) output.note(`  ${text}`);
        return 1;
      }),
    );
  return new Command('policy').description(words.policy).addCommand(check);
}
