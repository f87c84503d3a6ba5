// Summarizes a log in a worker, which then finds bodies in it.

import type { LogAnswer, LogQuestion } from "./logs";
import { bodyAt, sum } from "./log-sum";

const stopping = new AbortController();
const tell = (answer: LogAnswer) => self.postMessage(answer);

self.addEventListener("message", async ({ data }: MessageEvent<LogQuestion>) => {
  try {
    if ("files" in data)
      tell({
        summed: await sum(
          data.files,
          stopping.signal,
          seldom((bytes) => tell({ bytes })),
        ),
      });
    else if ("stop" in data) stopping.abort();
    else tell({ id: data.id, body: await bodyAt(data.of, data.offset) });
  } catch (error) {
    tell("id" in data ? { id: data.id, failed: String(error) } : { failed: String(error) });
  }
});

/** Calls at most ten times a second. */
function seldom(call: (bytes: number) => void): (bytes: number) => void {
  let last = 0;
  return (bytes) => {
    if (performance.now() - last < 100) return;
    last = performance.now();
    call(bytes);
  };
}
