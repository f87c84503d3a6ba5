// Opens the built page in a browser, served from a folder with another name, as a user's copy is.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { at } from "../../scripts/run.mjs";
import { browser } from "../everywhere/browsers.mjs";

const kinds = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** How long a page may take for anything, in seconds: on a busy machine, minutes. */
const PATIENCE = 240;

/** A server of www/dist under `/some/folder/`; gives its address and what was asked of it, and ends with `close`. */
export async function serve() {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    const path = normalize(new URL(request.url, "http://here").pathname).replace(/^\/some\/folder/, "");
    const file = join(at("www/dist"), path === "/" ? "index.html" : path);
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response
      .writeHead(200, { "content-type": kinds[extname(file)] ?? "application/octet-stream" })
      .end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/some/folder/`, requests, close: () => server.close() };
}

/** A browser; throws where the machine has none. */
export async function launch() {
  return chromium.launch({ executablePath: browser("chromium"), args: ["--no-sandbox", "--disable-gpu"] });
}

/**
 * A browser and the page's site for the tests of a file, ended after them. Where there is no browser, `missing` says
 * why; in CI that is a failure.
 */
export async function visit() {
  const site = await serve();
  let running;
  after(async () => {
    await running?.close();
    site.close();
  });
  try {
    running = await launch();
    return { running, site };
  } catch (error) {
    if (process.env.CI) throw error;
    return { site, missing: error.message.split("\n")[0] };
  }
}

/** The page from a copy of its folder, opened as a file; `end` removes the copy. */
export async function openCopy(running) {
  const copy = mkdtempSync(join(tmpdir(), "page "));
  cpSync(at("www/dist"), copy, { recursive: true });
  const page = await running.newPage();
  page.setDefaultTimeout(PATIENCE * 1000);
  await page.goto(pathToFileURL(join(copy, "index.html")).href);
  await page.waitForSelector("body.ready");
  return { page, end: () => rmSync(copy, { recursive: true }) };
}

/**
 * The page, when it is ready; `before` runs in it before its own scripts, and nothing whose address matches `blocked`
 * is loaded. What it logs to the console is an error.
 */
export async function open(running, url, { blocked, ...options } = {}, before = undefined) {
  const context = await running.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  context.setDefaultTimeout(PATIENCE * 1000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  if (before !== undefined) await page.addInitScript(before);
  if (blocked !== undefined) await page.route(blocked, (route) => route.abort());
  page.complaints = [];
  page.on(
    "console",
    (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(message.text()),
  );
  page.on("pageerror", (error) => page.complaints.push(`uncaught: ${error}`));
  await page.goto(url);
  await page.waitForSelector("body.ready");
  return page;
}

/**
 * Waits until something holds in the page. Asked from outside: `waitForFunction` makes code from a string, which the
 * page's policy forbids.
 */
export async function until(page, holds, argument, seconds = PATIENCE) {
  await happens(page, () => page.evaluate(holds, argument), { seconds, what: holds });
}

/** Waits until something holds outside the page, which goes on meanwhile. */
export async function happens(page, is, { seconds = PATIENCE, what = is } = {}) {
  for (const end = Date.now() + seconds * 1000; !(await is()); await page.waitForTimeout(20))
    if (Date.now() > end) throw new Error(`in ${seconds} s it did not come to hold that ${what}`);
}

/** Waits until the page loads nothing more by itself. */
export const loaded = (page) => page.waitForSelector("body.loaded");

/** Chooses one of the examples. */
export async function example(page, title) {
  await page.click("#examples");
  await page.getByRole("menuitem", { name: title, exact: true }).click();
  await page.waitForSelector("#strip p");
  await isRead(page);
}

/** Pastes a text as a person does: over the text in the editor, or into the page if that shows a list. */
export async function paste(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  if (await page.locator("#editor").isVisible()) {
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+a");
  } else await page.evaluate(() => document.activeElement?.blur());
  await page.evaluate(() => {
    window.pasted = new Promise((resolve) =>
      document.addEventListener("paste", resolve, { once: true, capture: true }),
    );
  });
  await page.keyboard.press("Control+v");
  await page.evaluate(() => window.pasted.then(() => undefined));
  await isRead(page);
}

/** The text in the editor. */
export const textOf = (page) =>
  page.evaluate(() => document.querySelector("#editor").shadowRoot.querySelector(".cm-content").innerText);

/** Waits until the page has read the text that it has. */
export const isRead = (page) => until(page, () => document.querySelector("#strip").ariaBusy !== "true");

/** Drops files, each with a name and its bytes. */
export async function drop(page, ...files) {
  const given = files.map(([name, bytes]) => [name, [...Buffer.from(bytes)]]);
  await page.evaluate((given) => {
    const data = new DataTransfer();
    for (const [name, bytes] of given) data.items.add(new File([new Uint8Array(bytes)], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
  }, given);
}

/** Takes something to the clipboard, and gives it. */
export async function take(page, title) {
  await page.evaluate(() => document.querySelector("#note").replaceChildren());
  await page.click("#copy");
  await page.getByRole("menuitem", { name: title }).first().click();
  await page
    .locator("#note")
    .getByText(/^Copied/)
    .waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

const axe = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Has axe look at a page in some state, and find nothing. */
export async function accessible(page, state) {
  // As a script of the tests' own: the page's policy lets in none.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run());
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${state}: ${id} ${nodes[0].html.slice(0, 120)} ${nodes[0].failureSummary}`),
    [],
  );
}

/** Makes a test on a fresh page, which may complain of nothing but what `allowed` matches. */
export function testsOn({ running, missing, url }) {
  return (name, work, { options, hash = "", allowed = /^$/ } = {}) =>
    test(name, async (context) => {
      if (missing) return context.skip(missing);
      const page = await open(running, url + hash, options);
      await work(page);
      const complaints = page.complaints.filter((words) => !allowed.test(words));
      assert.deepEqual(complaints, []);
      await page.context().close();
    });
}
