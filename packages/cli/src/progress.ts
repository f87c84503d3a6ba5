/** How far the reading is, on a terminal: a line on standard error that is written over, and taken away at the end. */

const EVERY = 200; // milliseconds

export interface Progress {
  /** So many bytes more were read. */
  add(bytes: number): void;
  /** Takes the line away, so that something else can be written there. */
  clear(): void;
}

const SILENT: Progress = { add() {}, clear() {} };

/** `total`: how many bytes there are, where that is known. */
export function progress(total: number | undefined): Progress {
  const { stderr } = process;
  // A dumb terminal does not move its cursor.
  if (stderr.isTTY !== true || process.env["TERM"] === "dumb") return SILENT;
  const start = performance.now();
  let [done, shown, isThere] = [0, start, false];
  return {
    add(bytes) {
      done += bytes;
      const now = performance.now();
      if (now - shown < EVERY) return;
      const seconds = (now - start) / 1000;
      shown = now;
      isThere = true;
      stderr.write(`\r\x1b[K${words(done, total, seconds)}`);
    },
    clear() {
      if (isThere) stderr.write("\r\x1b[K");
      isThere = false;
    },
  };
}

function words(done: number, total: number | undefined, seconds: number): string {
  const rate = `${Math.round(done / 1e6)} MB, ${Math.round(done / 1e6 / seconds)} MB/s`;
  if (total === undefined || total === 0) return rate;
  const left = Math.ceil((seconds * Math.max(0, total - done)) / Math.max(1, done));
  return `${Math.floor((100 * Math.min(done, total)) / total)} %, ${rate}, ${left} s left`;
}
