// Answer first, work later: for work that may take longer than Bandwidth waits, which is 10 seconds.
//
// The handler only puts the event into a queue, and ends when the queue has it. Then Bandwidth is answered 204 and does
// not send the event again, so from there on the queue has to keep it: choose one that survives a crash, that retries,
// and that sets aside what fails again and again (a dead-letter queue).
//
//   Amazon SQS         put: (event, { key }) =>
//                        sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }))
//                      with a FIFO queue also MessageDeduplicationId: hash(key)
//                      and MessageGroupId: hash(event.message.id)
//   BullMQ             put: (event, { key }) => jobs.add(event.type, event, { jobId: hash(key), attempts: 5 })
//   Cloudflare Queues  put: (event, { host }) => host.QUEUE.send(event)
//
// `key` is that of the handler's context. Hash it, for example with
// `createHash("sha256").update(key).digest("hex")`: SQS takes at most 128 characters and BullMQ no colon. A callback
// that the queue rejects is resent, and lost after 24 hours.
//
// Queues deliver at least once, too: work that must not be done twice remembers `dedupeKey(event)` where it is done.

import { createReceiver } from "bandwidth-callbacks/receiver";
import { access, kept } from "./receive.mjs";

/** A receiver that puts each event into a queue. If the queue does not take it, Bandwidth sends it again. */
export function queueing(env, queue) {
  return createReceiver({ ...access(env), on: { event: (event, context) => queue.put(event, context) }, ...kept });
}

/**
 * A queue in the memory of this process, to try it out: what is in it is lost when the process crashes. Work that fails
 * is done again after a while, and given up after `tries`.
 */
export function memoryQueue(
  work,
  { tries = 5, pause = 1000, most = 10_000, failed = console.error, givenUp = () => {} } = {},
) {
  const waiting = new Set();
  const run = async (event) => {
    await new Promise((resolve) => setTimeout(resolve)); // the answer goes first
    for (let time = 1; time <= tries; time++) {
      try {
        return await work(event);
      } catch (error) {
        failed(error);
        // Twice as long each time, so that what is overloaded can recover.
        if (time < tries) await new Promise((resolve) => setTimeout(resolve, pause * 2 ** (time - 1)));
      }
    }
    return givenUp(event);
  };
  return {
    async put(event) {
      // Bandwidth keeps what is not taken.
      if (waiting.size >= most) throw new Error("the queue is full");
      const done = run(event)
        .catch(failed)
        .finally(() => waiting.delete(done));
      waiting.add(done);
    },
    /** Everything that was put was done or given up. */
    async idle() {
      while (waiting.size > 0) await Promise.allSettled(waiting);
    },
  };
}
