// JSON.parse and arktype, which compiles its types to functions and finds the discriminant by itself.

import { type } from "arktype";
import { EVENTS, fieldsOf, maker } from "../fields.mjs";

const shape = maker({
  text: ({ pattern }) => type(pattern ?? "string"),
  count: ({ most }) => type("number.integer").atLeast(0).atMost(most),
  null: () => type("null"),
  list: ({ item }) => shape(item).array(),
  either: ({ shapes }) => type.or(...shapes.map(shape)),
  record: ({ fields }) => type(members(fields)),
});

function members(fields) {
  return Object.fromEntries(
    fieldsOf(fields).map(({ name, shape: inner, optional }) => [optional ? `${name}?` : name, shape(inner)]),
  );
}

const events = Object.entries(EVENTS).map(([name, fields]) => type({ type: `'${name}'`, ...members(fields) }));
const body = type.or(...events).array();

export const name = "arktype";

/** The events, or an error thrown. */
export const parse = (text) => body.assert(JSON.parse(text));

/** What is wrong, in words. */
export function findings(text) {
  const result = body(JSON.parse(text));
  // Its messages are made when they are read.
  return result instanceof type.errors ? result.map((error) => error.message) : [];
}
