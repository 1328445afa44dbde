import type { Stop } from '../../alerts/stop.ts';
import type { Label } from '../locale.ts';

/** That a customer is stopped, in lists of customers. */
export const STOP_LABELS: Readonly<Record<Stop, Label>> = {
  suspended: { zh: '已暂停赊销', en: 'Credit suspended' },
  on_hold: { zh: '新增授信已暂停', en: 'New credit on hold' },
};
