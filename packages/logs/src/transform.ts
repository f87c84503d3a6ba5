/** Node's decompressors, in steps that keep little in memory. */

/** What `node:zlib` gives. */
export interface Transform {
  /** How many of the bytes that it was given it has read. */
  readonly bytesWritten: number;
  on(event: "readable", listener: () => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  once(event: "end", listener: () => void): void;
  read(): Uint8Array | null;
  write(piece: Uint8Array, done: (error?: Error | null) => void): void;
  end(): void;
  destroy(): void;
}

/** Something that decompresses. What comes out waits in it until it is taken, and little more is made before that. */
export interface Machine {
  /** What to do about what it cannot decompress. */
  advice?: string;
  write(piece: Uint8Array): Promise<void>;
  end(): Promise<void>;
  /** Calls `listener` when there is something to take. */
  onOutput(listener: () => void): void;
  /** What has come out. */
  take(): Uint8Array[];
  stop(): void;
}

export const FOLLOWED = "more follows the end of the compressed data";

/** A transform whose work is waited for. */
export class Step {
  readonly #transform: Transform;
  #fail: (error: Error) => void = () => {};
  #failed: Error | undefined;
  #hasEnded = false;

  constructor(transform: Transform, onOutput: () => void) {
    this.#transform = transform;
    transform.on("readable", onOutput);
    transform.on("error", (error) => this.#fail((this.#failed ??= error)));
    transform.once("end", () => (this.#hasEnded = true));
  }

  /** Whether it has come to the end of its data, and everything was taken. */
  hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Gives how many bytes it read: fewer than it was given if its data ends before. */
  async write(piece: Uint8Array): Promise<number> {
    const before = this.#transform.bytesWritten;
    await this.#work((done) => this.#transform.write(piece, (error) => error || done()));
    return this.#transform.bytesWritten - before;
  }

  end(): Promise<void> {
    return this.#work((done) => {
      this.#transform.once("end", done);
      this.#transform.end();
    });
  }

  take(): Uint8Array[] {
    const out: Uint8Array[] = [];
    for (let piece = this.#transform.read(); piece !== null; piece = this.#transform.read()) out.push(piece);
    return out;
  }

  stop(): void {
    this.#transform.destroy();
  }

  #work(start: (done: () => void) => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      if (this.#failed === undefined && this.#hasEnded) this.#failed = new Error(FOLLOWED);
      if (this.#failed !== undefined) return reject(this.#failed);
      this.#fail = reject;
      start(resolve);
    });
  }
}
