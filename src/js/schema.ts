/** The body of a callback as a Standard Schema (version 1), for whatever takes one. */
import { parse } from "./core.js";
import type { CallbackEvent } from "./generated/events.js";
import type { Body, Report } from "./types.js";

interface Issue {
  message: string;
  path: (string | number)[];
}

interface StandardSchema {
  "~standard": {
    version: 1;
    vendor: "bandwidth-callbacks";
    validate(value: unknown): { value: CallbackEvent[] } | { issues: Issue[] };
    types?: { input: Body; output: CallbackEvent[] };
  };
}

/** Gives the events of a body, or its errors. */
export const callbacks: StandardSchema = {
  "~standard": {
    version: 1,
    vendor: "bandwidth-callbacks",
    validate(value) {
      let report: Report;
      try {
        report = parse(value as Body);
      } catch (error) {
        // What is no body at all is an issue here, not misuse.
        if (!(error instanceof TypeError)) throw error;
        return { issues: [{ message: error.message, path: [] }] };
      }
      if (report.ok) return { value: report.events };
      const errors = report.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
      return { issues: errors.map(({ message, path }) => ({ message, path: segments(path) })) };
    },
  },
};

/** The names and numbers that a JSON Pointer is made of. */
function segments(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((name) => (/^(0|[1-9]\d*)$/.test(name) ? Number(name) : name));
}
