// No text makes the page do work that grows faster than the text. Steps are counted, not seconds: the browser counts
// how often each block of the page's JavaScript runs. What the modules do is counted in tests/growth.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { families } from "../families.mjs";
import { isRead, open, until, visit } from "./open.mjs";

const KIB = 1024;
/** In KiB; a text of more than 300 is read by the worker. SHOW=1 prints what was counted. */
const SIZES = (process.env.PAGE_SIZES ?? "16,64").split(",").map(Number);

const { running, site, missing } = await visit();

test("the steps of the page grow as its text does", async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  /** Blocks of the page's scripts that have run since it was asked last. */
  const counted = async () => {
    const { result } = await session.send("Profiler.takePreciseCoverage");
    const own = result
      .filter(({ url }) => url.startsWith(site.url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges));
    return own.reduce((sum, { count }) => sum + count, 0);
  };
  const settled = async () => {
    let sum = 0;
    for (let quiet = 0; quiet < 2; ) {
      await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve), 40)));
      const more = await counted();
      quiet = more < 100 ? quiet + 1 : 0;
      sum += more;
    }
    return sum;
  };
  const drop = (text) =>
    page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "body.txt"));
      document.querySelector("#note").replaceChildren();
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    }, text);
  const steep = [];
  for (const [family, grown] of Object.entries(families(sample))) {
    if (typeof grown(KIB) !== "string") continue; // what is not UTF-8 is no text for the page
    const perUnit = [];
    for (const size of SIZES) {
      await drop("");
      await until(page, () => document.querySelector("#strip p") === null);
      await settled();
      const text = grown(size * KIB);
      await drop(text);
      // For white space the page says nothing.
      if (text.trim() !== "")
        await until(page, () => document.querySelector("#strip p, #note span") !== null, undefined, 300);
      await isRead(page);
      perUnit.push((await settled()) / text.length);
    }
    const line = `${family.padEnd(40)}${perUnit.map((it) => it.toFixed(1).padStart(9)).join("")}`;
    if (process.env.SHOW) console.log(line);
    if (perUnit.some((it, at) => at > 0 && it > Math.max(perUnit[at - 1] * 3, 20))) steep.push(line);
  }
  assert.deepEqual(steep, [], `steps for each unit of ${SIZES.join(", ")} KiB`);
  await page.context().close();
});
