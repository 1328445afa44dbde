import { browserOf } from '@xinshao/core/pairing/browser.ts';
import { readPairingCode, TOKEN_DAYS } from '@xinshao/core/pairing/code.ts';
import { overlayHashKey } from '@xinshao/db/overlay/hash-key.ts';
import { redeemPairingCode } from '@xinshao/db/overlay/pairing.ts';
import { newToken, secretHash } from '../../../pairing/secrets.ts';
import { readPublicKey } from '../proof.ts';
import { Refused } from '../refused.ts';
import { publicRoute } from '../route.ts';
import * as schemas from '../schemas.ts';

const DAY = 86_400_000;
export const pairingRoute = publicRoute({
  method: 'POST',
  path: '/pairing',
  summary: 'A one-time code of /credit connect against a token',
  from: 'body',
  request: schemas.pairingRequest,
  answer: schemas.pairingAnswer,
  async handle({ services, address, userAgent, wrongCodes, note }, request) {
    if (!wrongCodes.has(address)) throw new Refused('too_many_requests');
    const code = readPairingCode(request.code);
    if (code === null) throw new Refused('code_unknown');
    if (readPublicKey(request.publicKey) === null) throw new Refused('wrong_request');
    const token = newToken();
    const now = services.now();
    const expiresAt = new Date(now.getTime() + TOKEN_DAYS * DAY);
    const redeemed = await redeemPairingCode(services.database, services.queue, {
      handle: code.handle,
      codeHash: secretHash(code.code),
      tokenHash: secretHash(token),
      publicKey: request.publicKey,
      browser: browserOf(userAgent),
      now,
      expiresAt,
    });
    if (redeemed.outcome === 'unknown') {
      wrongCodes.take(address);
      throw new Refused('code_unknown');
    }
    if (redeemed.outcome === 'expired') throw new Refused('code_expired');
    const { member, slackUserId } = redeemed;
    note({ staff: member.code });
    const locale = await services.people.localeOf(slackUserId);
    return {
      token,
      expiresAt: expiresAt.toISOString(),
      hashKey: await overlayHashKey(services.database),
      member: { code: member.code, name: member.name, role: member.role, locale },
    };
  },
});
