/** The body of a callback as a Standard Schema and as a JSON Schema, for whatever takes one. */
import { parse } from "./core.js";
import type { CallbackEvent } from "./generated/events.js";
import schema from "./generated/schema.json" with { type: "json" };
import type { Body, Report } from "./types.js";

/** What `validate` says against a value: an error of the report. */
export interface SchemaIssue {
  /** What is wrong, as in a diagnostic. */
  message: string;
  /** Where, as the names and numbers that lead there from the body. */
  path: (string | number)[];
}

/** A version of JSON Schema, as Standard JSON Schema names it. */
export type SchemaTarget = "draft-2020-12" | "draft-07" | (string & {});

/**
 * A body of callbacks as Standard Schema and Standard JSON Schema (both version 1) have it.
 *
 * @see https://standardschema.dev
 */
export interface CallbacksSchema {
  readonly "~standard": {
    /** Of the standard. */
    readonly version: 1;
    /** The name of the package. */
    readonly vendor: "bandwidth-callbacks";
    /** Gives the events of a body, or its errors. Synchronous. */
    readonly validate: (value: unknown) => { value: CallbackEvent[]; issues?: undefined } | { issues: SchemaIssue[] };
    /** For types alone: there is nothing here at run time. */
    readonly types?: { readonly input: Body; readonly output: CallbackEvent[] };
    /** The body in JSON Schema, as plain data. */
    readonly jsonSchema: {
      /** The schema of a body as Bandwidth documents it. Throws for a target other than the two named. */
      readonly input: (options: { readonly target: SchemaTarget }) => Record<string, unknown>;
      /** The schema of the events that `validate` gives: the same, as they have the documented form. */
      readonly output: (options: { readonly target: SchemaTarget }) => Record<string, unknown>;
    };
  };
}

/**
 * The body of a callback: whatever takes a Standard Schema takes it, and gets typed events.
 *
 * What is worth a warning to `parse` is no issue here.
 *
 * @example
 * ```js
 * import { callbacks } from "bandwidth-callbacks/schema";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const { value } = callbacks["~standard"].validate(sample("message-read"));
 * console.assert(value[0].type === "message-read");
 * ```
 */
export const callbacks: CallbacksSchema = {
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
    jsonSchema: { input: jsonSchema, output: jsonSchema },
  },
};

/** A copy of the schema, so that nobody's changes reach another. */
function jsonSchema({ target }: { readonly target: SchemaTarget }): Record<string, unknown> {
  const text = JSON.stringify(schema);
  if (target === "draft-2020-12") return JSON.parse(text);
  if (target !== "draft-07") throw new TypeError("expected the target `draft-2020-12` or `draft-07`");
  // Draft 7 has another name for the place of definitions; the other words mean the same there.
  const { $defs, ...rest } = JSON.parse(text.replaceAll('"#/$defs/', '"#/definitions/'));
  return { ...rest, $schema: "http://json-schema.org/draft-07/schema#", definitions: $defs };
}

/** The names and numbers that a JSON Pointer is made of. */
function segments(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((name) => (/^(0|[1-9]\d*)$/.test(name) ? Number(name) : name));
}
