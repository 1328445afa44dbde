import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listStaff } from '@xinshao/db/staff/list-staff.ts';
import { Command } from 'commander';
import { actorWho } from '../acting.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

/** `staff list` */
export function staffCommand(locale: Locale, run: Runner): Command {
  const words = cliWording[locale];
  const list = new Command('list').description(words.staffList).action(() =>
    run(async (environment) => {
      const { output, config, log } = environment;
      const staff = await withDatabase(config, log, async (database) => {
        await actorWho(database, environment, 'read_staff');
        return listStaff(database);
      });
      output.document({ staff });
      if (staff.length === 0) output.line(words.noStaff);
      for (const { code, name, role, teamCode, email, slackUserId } of staff) {
        output.line([code, name, role, teamCode, slackUserId, email].map((part) => part ?? words.none).join('  '));
      }
      return 0;
    }),
  );
  return new Command('staff').description(words.staff).addCommand(list);
}
