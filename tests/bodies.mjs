// The examples of the catalogue: for each event type, a body with one event.

import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../crates/callbacks/src/catalogue/examples/", import.meta.url);

/** The event types, by name. */
export const types = readdirSync(folder).map((name) => name.replace(".json", ""));

/** The text of a body. */
export const example = (type) => readFileSync(new URL(`${type}.json`, folder), "utf8");
