import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { wholeStaff } from '@xinshao/db/staff/list-staff.ts';
import { Command } from 'commander';
import { loadCompanySettings } from '../../config/load-files.ts';
import { actorWho } from '../acting.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

/** `staff list` */
export function staffCommand(locale: Locale, run: Runner): Command {
  const words = cliWording[locale];
  const list = new Command('list').description(words.staffList).action(() =>
    run(async (environment) => {
      const { output, config, log } = environment;
      const everyone = await withDatabase(config, log, async (database) => {
        await actorWho(database, environment, 'read_staff');
        return wholeStaff(database);
      });
      const { timeZone } = loadCompanySettings(config.companyFile, locale);
      const staff = everyone.map(({ member, leftAt }) => ({
        ...member,
        leftOn: leftAt === null ? null : dayInTimeZone(leftAt, timeZone),
      }));
      output.document({ staff });
      if (staff.length === 0) output.line(words.noStaff);
      for (const { code, name, role, teamCode, email, slackUserId, leftOn } of staff) {
        const left = leftOn === null ? [] : [words.staffLeft({ day: leftOn })];
        const known = [code, name, role, teamCode, slackUserId, email].map((part) => part ?? words.none);
        output.line([...known, ...left].join('  '));
      }
      return 0;
    }),
  );
  return new Command('staff').description(words.staff).addCommand(list);
}
