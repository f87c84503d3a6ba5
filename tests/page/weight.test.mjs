// What the page loads before the user can type into it, compressed. The code that reads a payload is loaded after that.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { at } from "../../scripts/run.mjs";

const LIMIT = 150_000;
/** Of everything that is loaded before a first payload is read. */
const LIMIT_OF_ALL = 500_000;

const assets = readdirSync(at("www/dist/assets"));
const text = (name) => readFileSync(at("www/dist", name), "utf8");
const weight = (names) => [...names].reduce((sum, name) => sum + gzipSync(text(name)).length, 0);

/** A script with all that it imports. */
function whole(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, imported] of text(name).matchAll(/(?:import|from)\s*["']\.\/([\w-]+\.js)["']/g))
    whole(`assets/${imported}`, found);
  return found;
}
const named = (start) => assets.filter((name) => name.startsWith(`${start}-`) && name.endsWith(".js"));

test(`the page can be typed into after ${LIMIT / 1000} kB`, () => {
  const index = text("index.html");
  const first = [...index.matchAll(/(?:src|href)="\.\/([\w/.-]+\.(?:js|css))"/g)].map(([, name]) => name);
  const names = new Set(["index.html", ...first, ...named("main").flatMap((name) => [...whole(`assets/${name}`)])]);
  assert.ok([...names].some((name) => name.includes("main-")) && first.some((name) => name.endsWith(".css")));
  const size = weight(names);
  assert.ok(size < LIMIT, `${size} bytes: ${[...names]}`);
  const rest = ["full", "later", "examples", "screen", "source", "words", "kinds"].flatMap((name) =>
    named(name).flatMap((file) => [...whole(`assets/${file}`)]),
  );
  const all = weight(new Set([...names, ...rest]));
  assert.ok(all < LIMIT_OF_ALL, `${all} bytes`);
  console.log(`${size} bytes until it can be typed into, ${all} until a payload is read`);
});
