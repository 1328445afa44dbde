import type { RegistrySite } from '../site.ts';
import { aiqicha } from './aiqicha.ts';
import { gsxt } from './gsxt.ts';
import { qcc } from './qcc.ts';
import { qixin } from './qixin.ts';
import { tianyancha } from './tianyancha.ts';

export const REGISTRY_SITES: readonly RegistrySite[] = [qcc, tianyancha, aiqicha, qixin, gsxt];
