/** What a thread does: it sums up the blocks of logs that it is given (thread.ts). It is bundled to one text. */
import { builtin } from "./host.js";
import { Instance } from "./instance.js";
import type { Answer, Order } from "./thread.js";

interface Port {
  on(event: "message", listener: (order: Order) => void): void;
  postMessage(answer: Answer, transfer?: ArrayBuffer[]): void;
}

const { parentPort: port } = builtin<{ parentPort: Port }>("node:worker_threads")!;
let instance: Instance;

port.on("message", (order) => {
  if (order === "save") {
    const saved = instance.save();
    port.postMessage({ saved }, [saved.buffer]);
  } else if ("module" in order) {
    instance = new Instance(order.module, order.terms);
    port.postMessage("begun");
  } else {
    const { bytes, source, place } = order;
    instance.push(bytes, source, place);
    port.postMessage({ done: bytes }, [bytes.buffer]);
  }
});
