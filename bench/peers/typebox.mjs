// JSON.parse and TypeBox, compiled once.

import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { EVENTS, fieldsOf, maker } from "../fields.mjs";

const shape = maker({
  text: ({ pattern }) => (pattern ? Type.String({ pattern }) : Type.String()),
  count: ({ most }) => Type.Integer({ minimum: 0, maximum: most }),
  null: () => Type.Null(),
  list: ({ item }) => Type.Array(shape(item)),
  either: ({ shapes }) => Type.Union(shapes.map(shape)),
  record: ({ fields }) => Type.Object(members(fields)),
});

function members(fields) {
  const entries = fieldsOf(fields).map(({ name, shape: inner, optional }) => [
    name,
    optional ? Type.Optional(shape(inner)) : shape(inner),
  ]);
  return Object.fromEntries(entries);
}

// TypeBox has no discriminator: it tries one member of the union after another, which costs little when it is compiled.
const events = Object.entries(EVENTS).map(([type, fields]) =>
  Type.Object({ type: Type.Literal(type), ...members(fields) }),
);
const body = Compile(Type.Array(Type.Union(events)));
const eachType = new Map(events.map((event) => [event.properties.type.const, Compile(event)]));

export const name = "typebox";

/** The events, or an error thrown. */
export function parse(text) {
  const value = JSON.parse(text);
  if (!body.Check(value)) throw new Error("not as the schema says");
  return value;
}

/** What is wrong, in words: by the schema of each event's type, since a union reports every member's errors. */
export function findings(text) {
  return JSON.parse(text).flatMap((event) =>
    eachType
      .get(event.type)
      .Errors(event)
      .map(({ message }) => message),
  );
}
