/** Parsers of option values, each with a one-line error. */
import { UsageError } from "./common.js";

/** A parser of integers for commander. */
export function integer(name: string, least: number, most: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
    throw new UsageError(`expected ${name} to be an integer from ${least} to ${most}`);
  };
}

/** Collects an option that may be repeated. */
export function repeated(text: string, before: string[] = []): string[] {
  return [...before, text];
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A span of time in milliseconds: 500ms, 10s, 2m, 1h. */
export function duration(name: string): (text: string) => number {
  return (text) => {
    const [, number, unit] = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text) ?? [];
    if (unit !== undefined) return Number(number) * UNITS[unit]!;
    throw new UsageError(`expected ${name} to be a time such as 500ms, 10s, 2m or 1h`);
  };
}

/** Several spans of time, separated by commas. */
export function durations(name: string): (text: string) => number[] {
  return (text) => text.split(",").map(duration(`each time of ${name}`));
}

/** A number above zero, which may have a fraction. */
export function positive(name: string): (text: string) => number {
  return (text) => {
    if (/^\d{1,6}(\.\d{1,3})?$/.test(text) && Number(text) > 0) return Number(text);
    throw new UsageError(`expected ${name} to be a number above 0`);
  };
}

/** An address to send to. */
export function address(name: string): (text: string) => URL {
  return (text) => {
    // People write localhost:3000/callbacks; of that, `URL` would make a scheme.
    const url = parsed(/^https?:\/\//i.test(text) ? text : `http://${text}`);
    if (url === undefined || /^\w+:\/\//.test(text.replace(/^https?:\/\//i, "")))
      throw new UsageError(`expected ${name} to be an address such as http://localhost:3000/callbacks`);
    if (url.username !== "" || url.password !== "")
      throw new UsageError(`expected ${name} without credentials in it: pass them with --credentials`);
    url.hash = "";
    return url;
  };
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Credentials of HTTP Basic. */
export interface Credentials {
  username: string;
  password: string;
}

/**
 * `user:password`. The username ends at the first colon; the password may contain more. Empty parts are an error: they
 * must not let everyone in.
 */
export function credentials(text: string): Credentials {
  const end = text.indexOf(":");
  if (end < 1 || end === text.length - 1)
    throw new UsageError("expected credentials to be user:password, neither of them empty");
  return { username: text.slice(0, end), password: text.slice(end + 1) };
}

/** The credentials of the option, or else of the environment, which no list of processes shows. */
export function credentialsOr(given: Credentials | undefined, env = process.env): Credentials | undefined {
  const text = env["CREDENTIALS"];
  return given ?? (text === undefined ? undefined : credentials(text));
}
