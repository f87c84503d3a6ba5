// What the page loads, compressed: until it can be typed into, and until it has read a payload. The code that repairs
// damaged text is much of the whole, and a payload without damage does not wait for it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { at } from "../../scripts/run.mjs";
import { isRead, paste, until, visit } from "./open.mjs";
import { delivered } from "./pastes.mjs";

const LIMIT = 150_000;
/** Until the first payload is read, if it is not damaged. */
const LIMIT_READ = 270_000;
/** With the code that repairs damaged text. */
const LIMIT_OF_ALL = 600_000;

const { running, site, missing } = await visit();
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
const named = (...starts) =>
  starts.flatMap((start) =>
    assets
      .filter((name) => name.startsWith(`${start}-`) && name.endsWith(".js"))
      .flatMap((name) => [...whole(`assets/${name}`)]),
  );

const index = text("index.html");
const linked = [...index.matchAll(/(?:src|href)="\.\/([\w/.-]+\.(?:js|css))"/g)].map(([, name]) => name);
const first = new Set(["index.html", ...linked, ...named("main", "editor")]);
const second = new Set([...first, ...named("full", "later")]);
const all = new Set([...second, ...named("repair", "examples", "screen", "source", "words", "kinds")]);

test("the page is small until it can be typed into, until it has read a payload, and in all", () => {
  assert.ok([...first].some((name) => name.includes("main-")) && linked.some((name) => name.endsWith(".css")));
  for (const [names, limit] of [
    [first, LIMIT],
    [second, LIMIT_READ],
    [all, LIMIT_OF_ALL],
  ]) {
    const size = weight(names);
    assert.ok(size < limit, `${size} bytes: ${[...names]}`);
  }
  console.log(`${weight(first)} bytes until it can be typed into, ${weight(second)} until a payload is read`);
  console.log(`${weight(all)} bytes with all that repairs and lists`);
});

test("a payload is read before the code that repairs is there, and damaged text once it is", async (context) => {
  if (missing) return context.skip(missing);
  const page = await (await running.newContext({ permissions: ["clipboard-read", "clipboard-write"] })).newPage();
  const asked = new Set();
  page.on("request", (request) => asked.add(request.url().split("/some/folder/")[1]));
  let isLate = true;
  const late = [];
  await page.route(/damage-/, (route) => (isLate ? void late.push(route) : route.continue()));
  await page.goto(site.url);
  await page.waitForSelector("body.ready");
  const title = () => page.locator("#strip .title").innerText();
  await paste(page, JSON.stringify([delivered]));
  assert.match(await title(), /delivered/);
  assert.ok(
    second.size > 8 && [...second].every((name) => name === "index.html" || asked.has(name)),
    [...asked].join(),
  );

  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.evaluate((text) => navigator.clipboard.writeText(text), `body=${JSON.stringify([delivered])} status=204`);
  await page.keyboard.press("Control+v");
  await until(page, () => document.querySelector("#strip").ariaBusy === "true");
  isLate = false;
  for (const route of late) await route.continue();
  await isRead(page);
  assert.match(await title(), /delivered/);
  assert.match(await page.locator("#found").innerText(), /Text around the JSON, read as JSON/);
  await page.context().close();
});

test("if the code that repairs does not load, the page says so, and reads the next payload", async (context) => {
  if (missing) return context.skip(missing);
  const page = await (await running.newContext({ permissions: ["clipboard-read", "clipboard-write"] })).newPage();
  await page.route(/damage-/, (route) => route.abort());
  await page.goto(site.url);
  await page.waitForSelector("body.ready");
  await paste(page, "{'type': 'message-delivered'");
  assert.match(await page.locator("#note").innerText(), /Part of the page did not load/);
  await paste(page, JSON.stringify([delivered]));
  assert.match(await page.locator("#strip .title").innerText(), /delivered/);
  await page.context().close();
});
