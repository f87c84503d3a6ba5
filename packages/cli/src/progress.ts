/** How far the reading is, on a terminal: a line on standard error, which is removed at the end. */
import cliProgress from "cli-progress";

export interface Progress {
  /** Adds the number of bytes that were read. */
  add(bytes: number): void;
  /** Removes the line, so that something else can be written there. */
  clear(): void;
}

const SILENT: Progress = { add() {}, clear() {} };

/** `total`: how many bytes there are, if that is known. */
export function progress(total: number | undefined): Progress {
  const { stderr } = process;
  // A dumb terminal does not move its cursor.
  if (stderr.isTTY !== true || process.env["TERM"] === "dumb") return SILENT;
  const start = performance.now();
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const bar = new cliProgress.SingleBar({
    stream: stderr,
    clearOnComplete: true,
    gracefulExit: false, // the command handles signals itself
    fps: 5,
    linewrap: true,
    format: (options, { progress, value, eta }) => {
      const rate = `${megabytes(value)}, ${megabytes(value / ((performance.now() - start) / 1000))}/s`;
      if (total === undefined || total === 0) return rate;
      const bar = cliProgress.Format.BarFormat(progress, options);
      return `${bar} ${Math.floor(100 * progress)} %, ${rate}, ${eta} s left`;
    },
  });
  let done = 0;
  return {
    add(bytes) {
      done += bytes;
      if (bar.isActive) bar.update(done);
      else bar.start(total ?? Number.MAX_SAFE_INTEGER, done);
    },
    clear() {
      if (bar.isActive) bar.stop();
    },
  };
}
