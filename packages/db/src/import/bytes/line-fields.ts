const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** First bytes, in UTF-8, of the blocks U+4000 to U+9FFF. */
const [FIRST_IDEOGRAPH, LAST_IDEOGRAPH] = [0xe4, 0xe9];

/** The columns of one line as places in the bytes of its file. The same object serves line after line. */
export class LineFields {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** How many columns the line has; 0 for an empty line. */
  count = 0;
  /** Where the line ends, before its line break. */
  end = 0;
  readonly #delimiter: number;

  /**
   * @param bytes lines that end with a line feed each
   * @param columns how many columns are kept
   */
  constructor(bytes: Uint8Array, delimiter: number, columns: number) {
    this.bytes = bytes;
    this.#delimiter = delimiter;
    this.starts = new Int32Array(columns);
    this.ends = new Int32Array(columns);
  }

  /** Finds the columns of the line that starts there. @returns where the next line starts */
  read(start: number): number {
    const { bytes, starts, ends } = this;
    const delimiter = this.#delimiter;
    let column = 0;
    let from = start;
    let position = start;
    for (; ; position++) {
      const byte = bytes[position] ?? LINE_FEED;
      if (byte === delimiter) {
        if (column < starts.length) {
          starts[column] = from;
          ends[column] = position;
        }
        column++;
        from = position + 1;
      } else if (byte === LINE_FEED) {
        break;
      }
    }
    const end = position > start && bytes[position - 1] === CARRIAGE_RETURN ? position - 1 : position;
    if (column < starts.length) {
      starts[column] = from;
      ends[column] = end;
    }
    this.count = end === start ? 0 : column + 1;
    this.end = end;
    return position + 1;
  }

  /** Whether a column is empty. @param column -1: the file does not have it */
  isEmpty(column: number): boolean {
    return column === -1 || this.starts[column] === this.ends[column];
  }

  /** Whether a column is a text of up to that many bytes (UTF-8) with nothing to trim at its ends. */
  isTrimmed(column: number, longest: number): boolean {
    const start = this.starts[column] ?? 0;
    const end = this.ends[column] ?? 0;
    if (end <= start || end - start > longest) return false;
    return this.#isInk(start, start) && this.#isInk(end - 1, Math.max(start, end - 3));
  }

  /**
   * Whether a character is visible: ASCII, or a Chinese one of three bytes, none of which is a space.
   * @param lead where it begins if it is one of three bytes
   */
  #isInk(place: number, lead: number): boolean {
    const byte = this.bytes[place] ?? 0;
    if (byte < 0x80) return byte > 32 && byte < 127;
    const leading = this.bytes[lead] ?? 0;
    return leading >= FIRST_IDEOGRAPH && leading <= LAST_IDEOGRAPH;
  }
}
