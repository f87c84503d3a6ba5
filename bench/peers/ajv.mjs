// JSON.parse and ajv 8, compiled once, with `discriminator`, so that it tries one event type only.

import Ajv from "ajv";
import { EVENTS, fieldsOf, maker } from "../fields.mjs";

const shape = maker({
  text: ({ pattern }) => (pattern ? { type: "string", pattern: pattern.source } : { type: "string" }),
  count: ({ most }) => ({ type: "integer", minimum: 0, maximum: most }),
  null: () => ({ type: "null" }),
  list: ({ item }) => ({ type: "array", items: shape(item) }),
  either: ({ shapes }) => ({ anyOf: shapes.map(shape) }),
  record: ({ fields }) => object(fieldsOf(fields)),
});

function object(fields, own = {}) {
  const properties = { ...own };
  for (const { name, shape: inner } of fields) properties[name] = shape(inner);
  const required = [...Object.keys(own), ...fields.filter(({ optional }) => !optional).map(({ name }) => name)];
  return { type: "object", properties, required };
}

const oneOf = Object.entries(EVENTS).map(([type, fields]) => object(fieldsOf(fields), { type: { const: type } }));
const body = {
  type: "array",
  items: { type: "object", discriminator: { propertyName: "type" }, required: ["type"], oneOf },
};

const first = new Ajv.default({ discriminator: true }).compile(body);
// Only where findings are asked for: to go on after the first takes time on good bodies too.
let all;

export const name = "ajv";

/** The events, or an error thrown. */
export function parse(text) {
  const value = JSON.parse(text);
  if (!first(value)) throw new Error(first.errors[0].message);
  return value;
}

/** What is wrong, in words. */
export function findings(text) {
  all ??= new Ajv.default({ discriminator: true, allErrors: true }).compile(body);
  return all(JSON.parse(text)) ? [] : all.errors.map((error) => error.message);
}
