/** Which events of a log count: options that `logs` and `replay` share. */
import type { CallbackEvent } from "bandwidth-callbacks";
import type { EventFilter } from "bandwidth-callbacks-logs";
import { UsageError } from "./common.js";
import { eventTypes } from "./events/types.js";
import { milliseconds } from "./time.js";

export interface FilterOptions {
  since?: string;
  until?: string;
  type?: string[];
  code?: string[];
}

export function filter({ since, until, type: types = [], code: codes = [] }: FilterOptions): EventFilter {
  for (const code of codes)
    if (!/^\d+$/.test(code) || Number(code) > 0xffff_ffff)
      throw new UsageError("expected --code to be an error code such as 4720");
  const times = {
    ...(since === undefined ? {} : { since: time("--since", since) }),
    ...(until === undefined ? {} : { until: time("--until", until) }),
  };
  return { ...times, types: eventTypes(types), codes: codes.map(Number) };
}

function time(name: string, text: string): Date {
  const date = new Date(milliseconds(text.length === "2026-07-14".length ? `${text}T00:00:00Z` : text));
  if (!Number.isNaN(+date)) return date;
  throw new UsageError(`expected ${name} to be a day or a time, such as 2026-07-14 or 2026-07-14T09:12:07Z`);
}

/** Whether an event passes the filter. */
export function isCounted(event: CallbackEvent, { since, until, types = [], codes = [] }: EventFilter): boolean {
  if (types.length > 0 && !types.includes(event.type)) return false;
  if (
    codes.length > 0 &&
    !(event.type === "message-failed" && event.errorCode !== undefined && codes.includes(event.errorCode))
  )
    return false;
  // An event with an invalid time is in no time range.
  const time = since || until ? milliseconds(event.time) : 0;
  return !Number.isNaN(time) && !(since && time < +since) && !(until && time >= +until);
}
