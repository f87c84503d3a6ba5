/** Retries a delivery as Bandwidth does: until it is accepted, or time is up. */
import { setTimeout as sleep } from "node:timers/promises";
import { type DeliverOptions, type Delivery, deliver } from "./deliver.js";

/** The waits before each retry, in milliseconds. The last is repeated. Bandwidth does not publish its own. */
export const SCHEDULE: readonly number[] = [1000, 5000, 15_000, 60_000, 300_000, 900_000];

export interface RetryOptions extends DeliverOptions {
  /** How often to try again. */
  retries: number;
  schedule: readonly number[];
  /** Each attempt, as it ends. */
  onAttempt?: ((delivery: Delivery, attempt: number, next: number | undefined) => void) | undefined;
}

/** Delivers a body, and tries again on anything but 2xx. Gives the last attempt. */
export async function deliverWithRetries(url: URL, body: Uint8Array, options: RetryOptions): Promise<Delivery> {
  const { retries, schedule, onAttempt, signal } = options;
  for (let attempt = 1; ; attempt++) {
    const delivery = await deliver(url, body, options);
    const isLast = delivery.problem === undefined || delivery.isLost || attempt > retries;
    const wait = isLast ? undefined : (schedule[attempt - 1] ?? schedule.at(-1) ?? 0);
    onAttempt?.(delivery, attempt, wait);
    if (wait === undefined) return delivery;
    await sleep(wait, undefined, signal === undefined ? {} : { signal });
  }
}
