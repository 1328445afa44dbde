import { connectWording } from '@xinshao/core/wording/slack/connect.ts';
import { revokeTokens } from '@xinshao/db/overlay/pairing.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import type { Subcommand } from './subcommand.ts';

/** `/credit disconnect`: every browser extension of the person is disconnected at once. */
export const disconnectCommand: Subcommand = {
  names: ['disconnect', '断开'],
  help: { zh: connectWording.zh.helpDisconnect, en: connectWording.en.helpDisconnect },
  async answer({ services, member, locale }) {
    const count = await revokeTokens(services.database, services.queue, member.code, services.now());
    const words = connectWording[locale];
    return noticeMessage(count === 0 ? words.nothing : words.disconnected({ count }));
  },
};
