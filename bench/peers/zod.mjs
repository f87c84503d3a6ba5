// JSON.parse and zod 4, with its compiled fast path where code may be generated, as it is here.

import * as z from "zod";
import { EVENTS, fieldsOf, maker } from "../fields.mjs";

const shape = maker({
  text: ({ pattern }) => (pattern ? z.string().regex(pattern) : z.string()),
  count: ({ most }) => z.int().min(0).max(most),
  null: () => z.null(),
  list: ({ item }) => z.array(shape(item)),
  either: ({ shapes }) => z.union(shapes.map(shape)),
  record: ({ fields }) => z.object(members(fields)),
});

function members(fields) {
  const entries = fieldsOf(fields).map(({ name, shape: inner, optional }) => [
    name,
    optional ? shape(inner).optional() : shape(inner),
  ]);
  return Object.fromEntries(entries);
}

// `z.object` drops fields that it does not know; `z.looseObject` would keep them, as the package does, and is a little
// slower.
const events = Object.entries(EVENTS).map(([type, fields]) => z.object({ type: z.literal(type), ...members(fields) }));
const body = z.array(z.discriminatedUnion("type", events));

export const name = "zod";

/** The events, or an error thrown. */
export const parse = (text) => body.parse(JSON.parse(text));

/** What is wrong, in words. */
export function findings(text) {
  const { error } = body.safeParse(JSON.parse(text));
  return error === undefined ? [] : error.issues.map((issue) => issue.message);
}
