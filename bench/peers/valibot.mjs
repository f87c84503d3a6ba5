// JSON.parse and valibot.

import * as v from "valibot";
import { EVENTS, fieldsOf, maker } from "../fields.mjs";

const shape = maker({
  text: ({ pattern }) => (pattern ? v.pipe(v.string(), v.regex(pattern)) : v.string()),
  count: ({ most }) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most)),
  null: () => v.null(),
  list: ({ item }) => v.array(shape(item)),
  either: ({ shapes }) => v.union(shapes.map(shape)),
  record: ({ fields }) => v.object(members(fields)),
});

function members(fields) {
  const entries = fieldsOf(fields).map(({ name, shape: inner, optional }) => [
    name,
    optional ? v.optional(shape(inner)) : shape(inner),
  ]);
  return Object.fromEntries(entries);
}

// `v.object` drops fields that it does not know; `v.looseObject` would keep them, as the package does, and is a little
// slower.
const events = Object.entries(EVENTS).map(([type, fields]) => v.object({ type: v.literal(type), ...members(fields) }));
const body = v.array(v.variant("type", events));

export const name = "valibot";

/** The events, or an error thrown. */
export const parse = (text) => v.parse(body, JSON.parse(text));

/** What is wrong, in words. */
export function findings(text) {
  const { issues } = v.safeParse(body, JSON.parse(text));
  return issues === undefined ? [] : issues.map((issue) => issue.message);
}
