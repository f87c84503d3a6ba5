/** The code of a thread: it summarizes the blocks that it is sent (thread.ts). It is bundled to one text. */
import { builtin } from "./host.js";
import { Instance } from "./instance.js";
import type { Answer, Order } from "./orders.js";

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
    instance = new Instance(order.module, order.settings);
    port.postMessage("begun");
  } else {
    const { bytes, source, place } = order;
    instance.push(bytes, source, place);
    port.postMessage({ done: bytes }, [bytes.buffer]);
  }
});
