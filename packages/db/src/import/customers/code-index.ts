import type { KnownCustomer } from './customer-directory.ts';

/** Finds customers by the bytes of their code, without making a text of it for each row. */
export class CodeIndex {
  readonly #customers: readonly KnownCustomer[];
  /** The codes one after the other in UTF-8, and where each begins. */
  readonly #codes: Uint8Array;
  readonly #starts: Int32Array;
  /** Open addressing: 1 + the place of a customer, 0 for none. */
  readonly #slots: Int32Array;

  constructor(byCode: ReadonlyMap<string, KnownCustomer>) {
    this.#customers = [...byCode.values()];
    const codes = [...byCode.keys()].map((code) => Buffer.from(code));
    this.#codes = Buffer.concat(codes);
    this.#starts = new Int32Array(codes.length + 1);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * codes.length + 2)));
    for (const [place, code] of codes.entries()) {
      this.#starts[place + 1] = (this.#starts[place] ?? 0) + code.length;
      let slot = this.#slotOf(code, 0, code.length);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
      this.#slots[slot] = place + 1;
    }
  }

  find(bytes: Uint8Array, start: number, end: number): KnownCustomer | undefined {
    const slots = this.#slots;
    for (let slot = this.#slotOf(bytes, start, end); ; slot = (slot + 1) & (slots.length - 1)) {
      const place = slots[slot] ?? 0;
      if (place === 0) return undefined;
      if (this.#isCode(place - 1, bytes, start, end)) return this.#customers[place - 1];
    }
  }

  #isCode(place: number, bytes: Uint8Array, start: number, end: number): boolean {
    const codes = this.#codes;
    const from = this.#starts[place] ?? 0;
    if ((this.#starts[place + 1] ?? 0) - from !== end - start) return false;
    for (let index = 0; index < end - start; index++) if (codes[from + index] !== bytes[start + index]) return false;
    return true;
  }

  /** FNV-1a, its high bits folded into the low ones. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let index = start; index < end; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.#slots.length - 1);
  }
}
