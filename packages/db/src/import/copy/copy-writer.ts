import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Blocks of this many characters keep the socket busy without filling the memory. */
const BLOCK = 1 << 18;

/** Sends rows to a COPY … FROM STDIN, waiting for the server where it is slower than we are. */
export class CopyWriter {
  readonly #stream: ReturnType<typeof copyFrom>;
  #block = '';
  #failure: Error | null = null;

  constructor(client: pg.ClientBase, statement: string) {
    this.#stream = client.query(copyFrom(statement));
    // What the server refuses is thrown where it is met next: by `flush` or `end`.
    this.#stream.on('error', (error) => {
      this.#failure = error;
    });
  }

  /** @param line one row in COPY's text format, with its line break */
  add(line: string): void {
    this.#block += line;
  }

  /** Sends what has gathered, when that is enough. */
  async flush(): Promise<void> {
    if (this.#block.length >= BLOCK) await this.#sendGathered();
  }

  /** Sends bytes in the format of the statement. */
  async send(block: Buffer): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (!this.#stream.write(block)) await once(this.#stream, 'drain');
  }

  /** Sends the rest and waits until the server has taken everything. */
  async end(): Promise<void> {
    if (this.#block !== '') await this.#sendGathered();
    if (this.#failure) throw this.#failure;
    this.#stream.end();
    if (!this.#stream.writableFinished) await once(this.#stream, 'finish');
  }

  /** Gives up: what was sent does not count, and the connection can be used for a rollback. */
  async abort(): Promise<void> {
    if (this.#failure || this.#stream.destroyed) return;
    const closed = new Promise((resolve) => this.#stream.once('close', resolve));
    this.#stream.destroy();
    await closed;
  }

  async #sendGathered(): Promise<void> {
    const block = Buffer.from(this.#block);
    this.#block = '';
    await this.send(block);
  }
}
