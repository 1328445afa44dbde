import { PAIRING_CODE_MINUTES, pairingCodeText } from '@xinshao/core/pairing/code.ts';
import { may } from '@xinshao/core/roles/abilities.ts';
import { describeForbidden } from '@xinshao/core/wording/roles.ts';
import { connectWording } from '@xinshao/core/wording/slack/connect.ts';
import { issuePairingCode } from '@xinshao/db/overlay/pairing.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import { newPairingCode, secretHash } from '../pairing/secrets.ts';
import type { Subcommand } from './subcommand.ts';

const MINUTE = 60_000;
/** A code whose first group is taken is made anew. */
const ATTEMPTS = 5;

/** `/credit connect`: a one-time code for the browser extension, shown to the person alone. */
export const connectCommand: Subcommand = {
  names: ['connect', '连接'],
  help: { zh: connectWording.zh.help, en: connectWording.en.help },
  async answer({ services, member, slackUserId, locale }) {
    const words = connectWording[locale];
    const permission = may(member, 'connect_extension');
    if (!permission.may) return noticeMessage(describeForbidden(locale, permission));
    const now = services.now();
    const expiresAt = new Date(now.getTime() + PAIRING_CODE_MINUTES * MINUTE);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const made = newPairingCode();
      const { handle, code } = made;
      const codeHash = secretHash(code);
      const holder = { staffCode: member.code, slackUserId };
      if (!(await issuePairingCode(services.database, { ...holder, handle, codeHash, now, expiresAt }))) continue;
      const told = words.code({ code: pairingCodeText(made), minutes: PAIRING_CODE_MINUTES });
      const { publicUrl } = services;
      return noticeMessage(publicUrl === null ? told : `${told}\n${words.server({ url: publicUrl })}`);
    }
    return noticeMessage(words.failed);
  },
};
