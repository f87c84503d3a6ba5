// Summarizes the files of a log, and reads a body in them again. It runs in a worker, or in the page if there is none.

import { createSummary, LogError, type SummaryReport } from "bandwidth-callbacks-logs";
import { recover } from "./repair";
import type { Kind } from "./kinds";
import { headOf, compressionOf, unpacked } from "./packed";
import { pieces } from "./pieces";

export interface LogFile {
  file: File;
  kind: Kind;
}

/** The summary of files: plain data, so that a worker can post it. */
export interface Summed {
  report: SummaryReport;
  /** The same for people. */
  text: string;
  /** Files that were not read to their end, and why, to follow the name. */
  faults: { source: number; words: string }[];
  /** How many bytes of the files were read, packed as they are. */
  bytes: number;
  /** The user stopped it before its end. */
  isStopped: boolean;
  milliseconds: number;
}

/** The most that is read of a body, in bytes. */
const MAX_BODY_BYTES = 16 << 20;

export async function sum(
  files: readonly LogFile[],
  signal: AbortSignal,
  tell: (bytes: number) => void,
): Promise<Summed> {
  const since = performance.now();
  const summary = createSummary();
  const faults: Summed["faults"] = [];
  let [before, bytes] = [0, 0];
  const onProgress = (taken: number) => tell((bytes = before + taken));
  for (const [source, { file, kind }] of files.entries()) {
    if (signal.aborted) break;
    try {
      if (kind === "body") {
        const head = await headOf(file, MAX_BODY_BYTES);
        summary.addAt(recover(new TextDecoder().decode(head.bytes)).text, { source, line: 1, offset: 0 });
        onProgress(file.size);
        if (!head.isWhole) throw new Error("truncated, or too long");
      } else {
        const zstd = (await compressionOf(file)) === "zstd" ? (await import("./zstd")).unzstd : undefined;
        await summary.addLog(pieces(file.stream()), {
          source,
          signal,
          onProgress,
          recover: kind === "mixed",
          ...(zstd && { decompress: (packed) => zstd(packed) }),
        });
      }
    } catch (error) {
      if (!signal.aborted) faults.push({ source, words: fault(error) });
    }
    before += file.size;
  }
  const [report, text] = [summary.report(), summary.text(files.map(({ file }) => file.name))];
  return { report, text, faults, bytes, isStopped: signal.aborted, milliseconds: performance.now() - since };
}

/** The error without the package's advice, which is for developers. */
function fault(error: unknown): string {
  if (!(error instanceof LogError)) return "could not be read to the end";
  if (error.reason === "truncated") return "is truncated (unexpected end of the compressed data)";
  if (error.reason === "unsupported")
    return `is compressed with ${error.compression}, which this page cannot decompress`;
  const others =
    error.compression === "gzip" ? ", or has several gzip members, of which browsers read only the first" : "";
  return `decompression failed: the file is damaged${others}`;
}

/** The line at an offset of the decompressed file; the whole file if it is a single body. */
export async function bodyAt({ file, kind }: LogFile, offset: number): Promise<string> {
  const isPacked = (await compressionOf(file)) !== undefined;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let skip = isPacked ? offset : 0;
  let length = 0;
  for await (const piece of isPacked ? unpacked(file) : pieces(file.slice(offset).stream())) {
    const part = piece.subarray(skip);
    skip = Math.max(0, skip - piece.length);
    const end = kind === "body" ? -1 : part.indexOf(0x0a);
    parts.push(new Uint8Array(end < 0 ? part : part.subarray(0, end)));
    length += part.length;
    if (end >= 0 || length > MAX_BODY_BYTES) break;
  }
  return new Blob(parts).text();
}
