/** The body of a callback as a Standard Schema and as a JSON Schema, for every library that takes one. */
import { parse } from "./parse.js";
import type { CallbackEvent } from "./generated/events.js";
import schema from "./generated/schema.json" with { type: "json" };
import { OUTCOMES } from "./generated/layout.js";
import type { Report } from "./types.js";

/** Why a value is not valid: a diagnostic of severity "error". */
export interface SchemaIssue {
  /** What is wrong, as in a diagnostic. */
  message: string;
  /** The path from the body: keys and indexes. */
  path: (string | number)[];
}

/** A version of JSON Schema, as Standard JSON Schema names it. */
export type SchemaTarget = "draft-2020-12" | "draft-07" | (string & {});

/**
 * A schema as Standard Schema and Standard JSON Schema (both version 1) define it.
 *
 * @see https://standardschema.dev
 */
export interface CallbackSchema<Output, Result> {
  readonly "~standard": {
    /** The version of the standard. */
    readonly version: 1;
    /** The name of the package. */
    readonly vendor: "bandwidth-callbacks";
    /** Reads a body. Synchronous. */
    readonly validate: (value: unknown) => Result;
    /** For types only: undefined at run time. */
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
    /** The input and the output as JSON Schema. */
    readonly jsonSchema: {
      /** The schema of the input. Throws a `TypeError` for a target that is not a `SchemaTarget`. */
      readonly input: (options: { readonly target: SchemaTarget }) => Record<string, unknown>;
      /** The schema of the output. Throws a `TypeError` for a target that is not a `SchemaTarget`. */
      readonly output: (options: { readonly target: SchemaTarget }) => Record<string, unknown>;
    };
  };
}

/** The type of `callbacks`: events, or issues. */
export type CallbacksSchema = CallbackSchema<
  CallbackEvent[],
  { value: CallbackEvent[]; issues?: undefined } | { issues: SchemaIssue[] }
>;

/** The type of `report`: a report, and never issues. */
export type ReportSchema = CallbackSchema<Report, { value: Report; issues?: undefined }>;

/**
 * A body as typed events, or issues. For bodies of your own: fixtures, stored events, requests between your services.
 * Warnings of `parse` are not issues.
 *
 * **Not for Bandwidth's requests.** A validator that finds an issue answers 400, and Bandwidth resends the same body
 * for 24 hours, so one invalid element keeps the valid ones beside it from you. Some validators, such as Hono's, also
 * repeat the body in their answer, with its phone numbers and texts. Use `createReceiver`, or the schema `report`.
 *
 * Toll-free verification webhooks are valid, but not among the events: `report` has them.
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
        report = parse(value);
      } catch (error) {
        // What is not a body at all is an issue here, not misuse.
        if (!(error instanceof TypeError)) throw error;
        return { issues: [{ message: error.message, path: [] }] };
      }
      if (report.ok) return { value: report.events };
      const errors = report.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
      return { issues: errors.map(({ message, path }) => ({ message, path: segments(path) })) };
    },
    jsonSchema: { input: (options) => targeted(schema, options), output: (options) => targeted(schema, options) },
  },
};

/**
 * A body as the report that `parse` returns. It never has issues, so a validator lets every body pass; your handler
 * uses its `events` and stores its `unknown` and `rejected`. A validator that parses JSON itself still answers 400 to a
 * body that is not JSON.
 *
 * A missing body is read as an empty one. `validate` throws a `TypeError` for a promise, a request or a stream: pass
 * the body.
 *
 * @example
 * ```js
 * import { report } from "bandwidth-callbacks/schema";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const { value } = report["~standard"].validate([42, ...sample("message-read")]);
 * console.assert(value.events[0].type === "message-read" && value.rejected[0].value === 42);
 * ```
 */
export const report: ReportSchema = {
  "~standard": {
    version: 1,
    vendor: "bandwidth-callbacks",
    validate: (value) => ({ value: parse(value ?? "") }),
    jsonSchema: { input: (options) => targeted(ANYTHING, options), output: (options) => targeted(reported(), options) },
  },
};

/** The input of `report`: a validator that uses the JSON Schema also has to let every body pass. */
const ANYTHING = {
  $schema: schema.$schema,
  title: schema.title,
  description: "Any JSON. Elements that are not events are reported.",
};

/** The schema of a report. Its events have the fields of their types, and may have others. */
function reported(): object {
  const [text, flag, index] = [{ type: "string" }, { type: "boolean" }, { type: "integer", minimum: 0 }];
  const record = (required: object, optional: object = {}): object => ({
    type: "object",
    required: Object.keys(required),
    properties: { ...required, ...optional },
  });
  const list = (items: object): object => ({ type: "array", items });
  const diagnostic = record(
    {
      rule: text,
      severity: { enum: ["error", "warning", "info"] },
      path: text,
      message: text,
      help: text,
      cause: text,
      url: text,
    },
    { span: record({ start: index, end: index }), line: index, column: index },
  );
  const { $schema, $defs } = schema;
  const reference = (name: keyof typeof $defs): object => ({ $ref: `#/$defs/${name}` });
  const verification = { index, outcome: { enum: OUTCOMES }, value: reference("toll-free-verification") };
  const parts = {
    ok: flag,
    events: list(reference("event")),
    verifications: list(record(verification)),
    unknown: list(record({ index, type: text, value: true })),
    rejected: list(record({ index, value: true })),
    diagnostics: list(diagnostic),
  };
  return { $schema, title: "Report on a body of Bandwidth messaging callbacks", ...record(parts), $defs };
}

/** A copy in a version of JSON Schema: a caller may change it. */
function targeted(schema: object, options: { readonly target: SchemaTarget }): Record<string, unknown> {
  const target: SchemaTarget | undefined = options?.target;
  const text = JSON.stringify(schema);
  if (target === "draft-2020-12") return JSON.parse(text);
  if (target !== "draft-07") throw new TypeError("expected the target `draft-2020-12` or `draft-07`");
  // Draft 7 keeps definitions under another key; everything else that is used here means the same.
  const { $defs, ...rest } = JSON.parse(text.replaceAll('"#/$defs/', '"#/definitions/'));
  const definitions = $defs === undefined ? {} : { definitions: $defs };
  return { ...rest, $schema: "http://json-schema.org/draft-07/schema#", ...definitions };
}

/** The keys and indexes of a JSON Pointer. */
function segments(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((name) => (/^(0|[1-9]\d*)$/.test(name) ? Number(name) : name));
}
