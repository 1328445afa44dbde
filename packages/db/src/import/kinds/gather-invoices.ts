import type { GatheredMonths } from '../../ledger/gathered-months.ts';
import { DAYS_BEFORE_2000 } from '../copy/binary-rows.ts';

const TWO_TO_32 = 4_294_967_296;

/** Adds up the invoices of a block of rows in COPY's binary format, their columns in the order of the invoices' target. */
export function gatherInvoices(months: GatheredMonths, rows: Buffer): void {
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
  let position = 0;
  let fields = 0;
  const value = (): number => {
    const length = view.getInt32(position);
    position += 4 + Math.max(0, length);
    fields--;
    return length === -1 ? -1 : position - length;
  };
  const day = (): number | null => {
    const place = value();
    return place === -1 ? null : view.getInt32(place) + DAYS_BEFORE_2000;
  };
  while (position < rows.length) {
    fields = view.getInt16(position);
    position += 2;
    const amount = value();
    const amountFen = view.getInt32(amount) * TWO_TO_32 + view.getUint32(amount + 4);
    const customerId = view.getInt32(value());
    const issuedOn = day();
    const dueOn = day() ?? 0;
    const knownOn = day() ?? 0;
    const clearedOn = day();
    value(); // disputed
    const isVoid = view.getUint8(value()) === 1;
    if (!isVoid) months.add(customerId, amountFen, issuedOn, dueOn, knownOn, clearedOn);
    while (fields > 0) value();
  }
}
