// JSON.parse and sury, which compiles a schema when it is first used.

import * as S from "sury";
import { EVENTS, fieldsOf, maker } from "../fields.mjs";

const shape = maker({
  text: ({ pattern }) => (pattern ? S.string.with(S.pattern, pattern) : S.string),
  count: ({ most }) => S.integer.with(S.gte, 0).with(S.lte, most),
  null: () => null,
  list: ({ item }) => S.array(shape(item)),
  either: ({ shapes }) => S.union(shapes.map(shape)),
  record: ({ fields }) => S.schema(members(fields)),
});

function members(fields) {
  const entries = fieldsOf(fields).map(({ name, shape: inner, optional }) => [
    name,
    optional ? S.optional(shape(inner)) : shape(inner),
  ]);
  return Object.fromEntries(entries);
}

const events = Object.entries(EVENTS).map(([type, fields]) => S.schema({ type, ...members(fields) }));
const body = S.array(S.union(events));

export const name = "sury";

/** The events, or an error thrown. It stops at the first error and has no `findings`. */
export function parse(text) {
  const value = JSON.parse(text);
  // Not `parseOrThrow`, which copies the value and gives each absent field as undefined.
  S.assertInputOrThrow(value, body);
  return value;
}
