import type { TargetColumn } from '../kinds/definition.ts';

/** Rows gather up to this size before they are sent. */
const BLOCK = 1 << 18;
/** What one row may need without asking for more room first; texts ask. */
const ROW_ROOM = 1 << 12;
const TWO_TO_32 = 4_294_967_296;
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
/** 2000-01-01, where PostgreSQL's count of days begins, in days since 1970-01-01. */
export const DAYS_BEFORE_2000 = 10_957;

const BINARY_TYPES: ReadonlySet<TargetColumn['type']> = new Set(['integer', 'bigint', 'date', 'boolean', 'text']);

/** Whether rows of these columns can be written in COPY's binary format, which the server takes twice as fast. */
export function fitsBinary(columns: readonly TargetColumn[]): boolean {
  return columns.every(({ type }) => BINARY_TYPES.has(type));
}

/** Rows in COPY's binary format: the number of fields, then each with its length before it; -1 is null. */
export class BinaryRows {
  /** What comes before the first row of a COPY, and after its last. */
  static readonly header: Buffer = HEADER;
  static readonly trailer: Buffer = TRAILER;

  #bytes = Buffer.allocUnsafeSlow(BLOCK + 2 * ROW_ROOM);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;
  #rowStart = 0;

  /** Whether enough has gathered to be worth sending. */
  get isFull(): boolean {
    return this.#end >= BLOCK;
  }

  /** Hands over whole rows; what is written next goes into a new block. */
  take(): Buffer {
    const block = this.#bytes.subarray(0, this.#end);
    this.#bytes = Buffer.allocUnsafeSlow(BLOCK + 2 * ROW_ROOM);
    this.#view = new DataView(this.#bytes.buffer);
    this.#end = 0;
    return block;
  }

  startRow(fields: number): void {
    this.#makeRoom(ROW_ROOM);
    this.#rowStart = this.#end;
    this.#view.setInt16(this.#end, fields);
    this.#end += 2;
  }

  /** Takes back the row that was started last. */
  dropRow(): void {
    this.#end = this.#rowStart;
  }

  null(): void {
    this.#view.setInt32(this.#end, -1);
    this.#end += 4;
  }

  integer(value: number): void {
    this.#view.setInt32(this.#end, 4);
    this.#view.setInt32(this.#end + 4, value);
    this.#end += 8;
  }

  /** @param value a whole number; exact as far as a double is */
  bigint(value: number): void {
    const high = Math.floor(value / TWO_TO_32);
    this.#view.setInt32(this.#end, 8);
    this.#view.setInt32(this.#end + 4, high);
    this.#view.setUint32(this.#end + 8, value - high * TWO_TO_32);
    this.#end += 12;
  }

  /** @param day days since 1970-01-01 */
  date(day: number): void {
    this.integer(day - DAYS_BEFORE_2000);
  }

  optionalDate(day: number | null): void {
    if (day === null) this.null();
    else this.date(day);
  }

  boolean(value: boolean): void {
    this.#view.setInt32(this.#end, 1);
    this.#bytes[this.#end + 4] = value ? 1 : 0;
    this.#end += 5;
  }

  text(value: string): void {
    this.#makeRoom(value.length * 3 + ROW_ROOM);
    const length = this.#bytes.write(value, this.#end + 4);
    this.#view.setInt32(this.#end, length);
    this.#end += 4 + length;
  }

  /** Text that is UTF-8 already. */
  textBytes(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.#makeRoom(length + ROW_ROOM);
    this.#view.setInt32(this.#end, length);
    const bytes = this.#bytes;
    const offset = this.#end + 4 - start;
    // Such texts are short: a loop beats the call of a copy.
    for (let index = start; index < end; index++) bytes[offset + index] = source[index] ?? 0;
    this.#end += 4 + length;
  }

  #makeRoom(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * this.#bytes.length + bytes);
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
