import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listStaff } from '@xinshao/db/staff/list-staff.ts';
import { Command } from 'commander';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

/** `staff list` */
export function staffCommand(locale: Locale, run: Runner): Command {
  const words = cliWording[locale];
  const list = new Command('list').description(words.staffList).action(() =>
    run(async ({ output, config, log }) => {
      const staff = await withDatabase(config, log, listStaff);
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
