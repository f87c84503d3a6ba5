// Long logs on the page: `npm run test:page`. Apart from the quick suite, as it writes logs of 20 MB and 1 GB.
//
// `MEGABYTES=20` leaves the long one out.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { test } from "node:test";
import { at, run } from "../../scripts/run.mjs";
import { open, until, visit } from "../page/open.mjs";

const { running, site, missing } = await visit();
const SIZES = process.env.MEGABYTES ? [Number(process.env.MEGABYTES)] : [20, 1000];
const MEBIBYTE = 1 << 20;

/** A made-up log, written once. */
async function made(megabytes) {
  const file = at(`target/page-log-${megabytes}.jsonl`);
  if (existsSync(file) && statSync(file).size >= megabytes * 1e6) return file;
  mkdirSync(at("target"), { recursive: true });
  const example = ["run", "--release", "-p", "bandwidth-callbacks-logs", "--example", "generate"];
  await run("cargo", [...example, "--", String(megabytes), file, "7"]);
  return file;
}

/** What the processes that show pages hold, in bytes; 0 where that cannot be read. */
async function held() {
  const session = await running.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  let sum = 0;
  for (const { type, id } of processInfo) {
    const status = `/proc/${id}/status`;
    if (type !== "renderer" || !existsSync(status)) continue;
    sum += Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(status, "utf8"))?.[1] ?? 0) * 1024;
  }
  return sum;
}

/**
 * Traces the page; `end` gives the most that one task of its main thread computed, in milliseconds. Unlike the time
 * that a task takes, that does not depend on what else the machine does.
 */
async function traced() {
  const session = await running.newBrowserCDPSession();
  const [tasks, pages] = [[], new Set()];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const { name, pid, tid, tdur = 0, args } of value) {
      if (name === "thread_name" && args.name === "CrRendererMain") pages.add(`${pid} ${tid}`);
      if (name === "RunTask") tasks.push({ thread: `${pid} ${tid}`, milliseconds: tdur / 1000 });
    }
  });
  const traceConfig = {
    recordMode: "recordContinuously",
    traceBufferSizeInKb: 200_000,
    includedCategories: ["disabled-by-default-devtools.timeline"],
  };
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig });
  return {
    async end() {
      const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
      await session.send("Tracing.end");
      await complete;
      await session.detach();
      const own = tasks.filter(({ thread }) => pages.has(thread));
      assert.ok(own.length > 100, `${own.length} tasks were traced`);
      return Math.max(...own.map(({ milliseconds }) => milliseconds));
    },
  };
}

/** Opens a log like the button; measures when the first rows appear and how long the page is blocked at most. */
async function choose(page, file) {
  await page.evaluate(() => {
    const seen = (window.seen = { longest: 0, first: undefined, since: undefined });
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      if (seen.since !== undefined) seen.longest = Math.max(seen.longest, now - last);
      last = now;
      if (seen.since !== undefined && seen.first === undefined && document.querySelector(".rows .who"))
        seen.first = now - seen.since;
    }, 4);
    document
      .querySelector("#open-files")
      .addEventListener("change", () => (seen.since = performance.now()), { once: true, capture: true });
  });
  await page.setInputFiles("#open-files", file);
}
const seen = (page) => page.evaluate(() => ({ ...window.seen }));

/** How long a filter takes until the list says what it leaves. */
async function filtered(page, words) {
  return page.evaluate(async (words) => {
    const shown = document.querySelector(".shown");
    const before = shown.textContent;
    const since = performance.now();
    if (words === undefined)
      [...document.querySelectorAll(".chip")].find((it) => /Failed/.test(it.textContent)).click();
    else {
      const field = document.querySelector("#filter");
      field.value = words;
      field.dispatchEvent(new Event("input"));
    }
    while (shown.textContent === before) {
      if (performance.now() - since > 240_000) throw new Error(`nothing came of ${words}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return performance.now() - since;
  }, words);
}

/** Times are held to what is promised only on a machine that has nothing else to do: others wait for it. */
const isIdle = () => loadavg()[0] < cpus().length;

for (const megabytes of SIZES) {
  test(`a log of ${megabytes} MB`, { timeout: 600_000 }, async (context) => {
    if (missing) return context.skip(missing);
    const file = await made(megabytes);
    const page = await open(running, site.url);
    const before = await held();
    const wasIdle = isIdle();
    let most = 0;
    let isRead = false;
    const since = Date.now();
    const trace = await traced();
    await choose(page, file);
    const ended = page.waitForSelector("body.summed", { timeout: 500_000 }).then(() => (isRead = true));
    while (!isRead) {
      most = Math.max(most, (await held()) - before);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 250))]);
    }
    const seconds = (Date.now() - since) / 1000;
    const { first, longest } = await seen(page);
    const times = {};
    for (const words of [undefined, "4720", "55550143", "order 10", "delivered"]) {
      times[words ?? "a chip"] = Math.round(await filtered(page, words));
      await page.getByRole("button", { name: "Clear filters" }).click();
      await until(page, () => !/ of /.test(document.querySelector(".shown").textContent));
    }
    const busiest = await trace.end();
    const filters = Object.entries(times).map(([words, time]) => `${words} ${time} ms`);
    context.diagnostic(`read in ${seconds.toFixed(1)} s, ${Math.round(most / MEBIBYTE)} MiB more at most`);
    context.diagnostic(`first rows after ${Math.round(first)} ms, longest pause ${Math.round(longest)} ms`);
    context.diagnostic(`the longest task of the page computed for ${busiest.toFixed(1)} ms`);
    context.diagnostic(`filters: ${filters.join(", ")}; load ${loadavg()[0].toFixed(1)}`);
    context.diagnostic((await page.locator("#strip").innerText()).replaceAll("\n", " "));
    // For a log of any size.
    assert.ok(most < 700 * MEBIBYTE, `${most} bytes more`);
    assert.ok(busiest < 100, `a task computed for ${busiest} ms`);
    if (wasIdle && isIdle()) {
      assert.ok(first < 1000, `first rows after ${first} ms`);
      assert.ok(longest < 200, `stood still for ${longest} ms`);
      for (const time of Object.values(times)) assert.ok(time < 200, filters.join());
    }
    await parts(page);
    await page.context().close();
  });
}

/** Of more rows than a browser can scroll through, the keyboard and two buttons reach each. */
async function parts(page) {
  const [, count] = /^([\d,]+) messages/.exec(await page.locator(".shown").innerText());
  const all = Number(count.replaceAll(",", ""));
  assert.equal(await page.locator(".parts").isVisible(), all > 250_000);
  await page.locator("#messages").focus();
  await page.keyboard.press("End");
  await until(
    page,
    (row) => document.querySelector(".rows [aria-selected=true]")?.getAttribute("aria-rowindex") === row,
    String(all + 1),
  );
  assert.ok((await page.locator(".rows [role=row]").count()) < 80);
  if (all <= 250_000) return;
  await page.getByRole("button", { name: "Previous", exact: true }).click();
  assert.match(await page.locator(".parts").innerText(), /^Rows [\d,]+1 to [\d,]+/);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  assert.match(await page.locator(".parts").innerText(), new RegExp(` to ${count}`));
}

test("Stop ends the reading of a long log at once, and keeps what was read", { timeout: 120_000 }, async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  // Long enough that it is still being read.
  await choose(page, await made(Math.max(200, ...SIZES)));
  await until(page, () => document.querySelector(".log-progress progress")?.value > 1e6);
  const since = Date.now();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.waitForSelector("body.summed");
  context.diagnostic(`stopped after ${Date.now() - since} ms`);
  assert.match(await page.locator(".log-notes").innerText(), /Stopped at .*: what was read until then is listed/);
  assert.match(await page.locator("#strip").innerText(), /messages sent/);
  await page.context().close();
});
