/** Which events of a log count: options that `logs` and `replay` share. */
import type { CallbackEvent, EventType } from "bandwidth-callbacks";
import { catalogue } from "bandwidth-callbacks/explain";
import type { EventFilter } from "bandwidth-callbacks-logs";
import { UsageError } from "./common.js";
import { milliseconds } from "./time.js";

export interface FilterOptions {
  since?: string;
  until?: string;
  type?: string[];
  code?: string[];
}

export function filter({ since, until, type: types = [], code: codes = [] }: FilterOptions): EventFilter {
  const names = types.length === 0 ? [] : catalogue().events.map(({ name }) => name as string);
  for (const type of types)
    if (!names.includes(type)) throw new UsageError(`unknown event type; expected one of ${names.join(", ")}`);
  for (const code of codes)
    if (!/^\d+$/.test(code) || Number(code) > 0xffff_ffff) throw new UsageError("expected an error code, as 4720");
  const times = {
    ...(since === undefined ? {} : { since: time(since) }),
    ...(until === undefined ? {} : { until: time(until) }),
  };
  return { ...times, types: types as EventType[], codes: codes.map(Number) };
}

function time(text: string): Date {
  const date = new Date(milliseconds(text.length === "2026-07-14".length ? `${text}T00:00:00Z` : text));
  if (!Number.isNaN(+date)) return date;
  throw new UsageError("expected a day or a time, as 2026-07-14 or 2026-07-14T09:12:07Z");
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
