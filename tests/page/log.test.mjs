// Logs on the page: short ones are texts as any other, long ones and several are summed up in a worker.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { sample } from "bandwidth-callbacks/samples";
import { emptyFrame, log, odd, short, zstd } from "./logs.mjs";
import { accessible, drop, open, openCopy, paste, take, until, visit } from "./open.mjs";

const { running, site, missing } = await visit();

/** A test on a fresh page, which may not complain of anything. */
function on(name, work, options) {
  test(name, async (context) => {
    if (missing) return context.skip(missing);
    const page = await open(running, site.url, options);
    await work(page);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}

const strip = (page) => page.locator("#strip").innerText();
const textOf = (page) =>
  page.evaluate(() => document.querySelector("#editor").shadowRoot.querySelector(".cm-content").innerText);
const part = (page, name) => page.locator("#log").getByRole("region", { name, exact: true });
const noted = (page, words) =>
  until(page, (words) => new RegExp(words).test(document.querySelector("#note").textContent), words.source);
const summed = (page) => page.waitForSelector(".log-head");
/** Opens files, as the button does. */
async function choose(page, ...files) {
  await page.setInputFiles(
    "#open-files",
    files.map(([name, buffer]) => ({ name, mimeType: "", buffer })),
  );
}

on("a long log is summed up: what became of messages, why they failed, what was found", async (page) => {
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  assert.match(await strip(page), /12,000 events · 12,002 bodies · 1 not usable[^]*● 2 errors[^]*4\.7 MB read in/);
  assert.equal(await page.locator("#editor").isVisible(), false);
  assert.match(
    await part(page, "Messages").innerText(),
    /6,000 messages sent\s+● delivered\s+5,400\s+90\.0 %\s+✕ failed\s+600\s+10\.0 %/,
  );
  const codes = await part(page, "Error codes").innerText();
  for (const words of ["4432 country not allowed", "600", "rejected by Bandwidth", "don't retry", "Ask Bandwidth"])
    assert.ok(codes.includes(words), words);
  assert.match(await part(page, "Events by type").innerText(), /message-delivered\s+5,400\s+4\.0 s/);
  assert.match(
    await part(page, "Events by time").innerText(),
    /Events per minute[^]*From 2026-07-14 09:00 to 2026-07-14 10:41 UTC/,
  );
  assert.match(await part(page, "Findings").innerText(), /invalid-json\s*× 1\s+line 6002/);
  assert.equal(await page.title(), "day.jsonl · Bandwidth callbacks");
});

on("a finding leads to its body, and back", async (page) => {
  await paste(page, "[42]");
  await choose(page, ["day.jsonl.gz", gzipSync(log)]);
  await summed(page);
  const place = page.getByRole("button", { name: "missing-field, first at line 6001" });
  await place.click();
  await page.waitForSelector("#from-log:focus");
  assert.match(await page.locator("#found").innerText(), /missing-field/);
  assert.match(await textOf(page), /^\[\{"type":"message-sent"/);
  await page.keyboard.press("Enter");
  assert.match(await strip(page), /12,000 events/);
  assert.equal(await place.evaluate((button) => button === document.activeElement), true);
  await page.getByRole("button", { name: "Put it away" }).click();
  assert.match(await strip(page), /1 element|not usable/);
  assert.equal(await page.locator("#from-log").isVisible(), false);
});

on("a summary is taken away as text and as JSON", async (page) => {
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  assert.match(await take(page, "Summary as text"), /12,002 bodies, 12,000 events[^]*day\.jsonl:6002/);
  const { events, messages } = JSON.parse(await take(page, "Summary as JSON"));
  assert.deepEqual([events, messages.delivered], [12_000, 5400]);
});

on("what is no JSON is repaired when asked for", async (page) => {
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  await page.getByRole("button", { name: "Repair what is no JSON" }).click();
  await until(page, () => document.querySelector("#log .findings")?.textContent.includes("invalid-json") === false);
  assert.match(await strip(page), /12,000 events · 12,002 bodies · 2 not usable/);
  const prefixed = log.toString().replace(/^(?=.)/gm, "2026-07-14T09:12:00Z INFO received body=");
  await choose(page, ["app.log", Buffer.from(prefixed)]);
  await until(page, () => document.querySelector(".log-head h2")?.textContent === "app.log");
  assert.match(await strip(page), /12,\d+ events/);
});

on("a short log goes into the editor, packed or not", async (page) => {
  for (const [name, bytes] of [
    ["short.jsonl", short],
    ["short.jsonl.gz", gzipSync(short)],
    ["short.jsonl.zst", zstd(short)],
    ["pzstd.zst", Buffer.concat([emptyFrame, zstd(short)])],
  ]) {
    await paste(page, "[42]");
    await drop(page, [name, bytes]);
    await until(page, () => document.querySelector("#strip").textContent.includes("40 events"));
    assert.match(await textOf(page), /^\[\{/, name);
  }
});

on("zstd is unpacked, and what is cut off is told of and kept", async (page) => {
  const damaged = gzipSync(log);
  damaged.fill(0x55, damaged.length >> 1, (damaged.length >> 1) + 2000);
  for (const [name, bytes, words] of [
    ["whole.zst", zstd(log), undefined],
    ["pzstd.zst", Buffer.concat([emptyFrame, zstd(short), emptyFrame, zstd(log)]), undefined],
    ["cut.zst", zstd(log).subarray(0, 3_000_000), /cut\.zst is cut off[^]*What came before is summed up/],
    ["cut.gz", gzipSync(log).subarray(0, -5000), /cut\.gz is cut off[^]*What came before is summed up/],
    ["short.gz", gzipSync(short).subarray(0, -8), /short\.gz is cut off/],
    ["damaged.gz", damaged, /damaged\.gz could not be unpacked to its end/],
  ]) {
    await choose(page, [name, bytes]);
    await until(page, (name) => document.querySelector(".log-head h2")?.textContent === name, name);
    const notes = await page.locator(".log-head ul").allInnerTexts();
    if (words === undefined) assert.deepEqual(notes, []);
    else assert.match(notes.join(), words);
    assert.match(await strip(page), /[1-9][\d,]* events/, name);
  }
  await choose(page, ["nothing.gz", gzipSync(log).subarray(0, 12)]);
  await noted(page, /nothing\.gz is compressed and broken, or cannot be read\. What was here stays/);
});

on("several files have one summary; what is no text is left out", async (page) => {
  const body = JSON.stringify(sample("message-read"), null, 2);
  await drop(
    page,
    ["one.jsonl", short],
    ["photo.png", [0x89, 0x50, 0x4e, 0x47]],
    ["two.jsonl.gz", gzipSync(odd)],
    ["body.json", body],
  );
  await summed(page);
  await noted(page, /Left out: photo\.png is a PNG image/);
  assert.match(await strip(page), /41 events · 43 bodies/);
  assert.match(await page.locator(".log-head").innerText(), /3 files: one\.jsonl, two\.jsonl\.gz, body\.json/);
  await page.getByRole("button", { name: "first at two.jsonl.gz:2" }).click();
  await until(page, () => document.querySelector("#strip").textContent.includes("1 element"));
});

on("a reading is stopped, or given up for something else", async (page) => {
  const large = (until) =>
    page.evaluate(
      async ([text, until]) => {
        const data = new DataTransfer();
        data.items.add(
          new File(
            Array.from({ length: 40 }, () => text),
            "large.jsonl",
          ),
        );
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        while (!(document.querySelector(".log-progress progress")?.value > 0))
          await new Promise((resolve) => setTimeout(resolve, 5));
        if (until === "stop") document.querySelector(".log-progress button").click();
      },
      [log.toString(), until],
    );
  await large("stop");
  await summed(page);
  assert.match(
    await page.locator(".log-head").innerText(),
    /Stopped at \d+\.\d %: what was read until then is summed up/,
  );
  await large("reading");
  await page.click("#examples");
  await page.getByRole("menuitem", { name: "message-read", exact: true }).click();
  await until(page, () => document.querySelector("#strip").textContent.includes("1 event · message-read"));
  await page.waitForTimeout(500);
  assert.equal(await page.locator("#log").isVisible(), false);
  assert.equal(await page.locator("#from-log").isVisible(), false);
});

test("what sums up a log is loaded when there is one", async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  const loaded = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => /log-sum|log\.worker|zstd/.test(name)),
    );
  await drop(page, ["short.jsonl", short]);
  await until(page, () => document.querySelector("#strip p") !== null);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(await loaded(), []);
  await page.context().close();
});

test("where the network is gone before what reads logs was loaded, that is told", async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  await paste(page, "[42]");
  for (const allowed of [false, true]) {
    await page.route(/log/, (route) =>
      allowed && /log-view/.test(route.request().url()) ? route.continue() : route.abort(),
    );
    await choose(page, ["day.jsonl", log]);
    await noted(page, /The log could not be read/);
    assert.match(await strip(page), /1 element/);
    await page.evaluate(() => document.querySelector("#note").replaceChildren());
  }
  await page.context().close();
});

test("a log is summed up in a page that is a file", async (context) => {
  if (missing) return context.skip(missing);
  const { page, end } = await openCopy(running);
  await choose(page, ["day.jsonl.zst", zstd(log)]);
  await summed(page);
  assert.match(await strip(page), /12,000 events/);
  end();
});

for (const colorScheme of ["light", "dark"]) {
  on(
    `axe finds nothing in a summary, ${colorScheme}`,
    async (page) => {
      await choose(page, ["day.jsonl", log]);
      await summed(page);
      await accessible(page, "log");
      await page.getByRole("button", { name: "invalid-json, first at line 6002" }).click();
      await page.waitForSelector("#from-log:focus");
      await accessible(page, "body of a log");
    },
    { colorScheme },
  );
}

on(
  "a summary on a narrow screen scrolls one way only",
  async (page) => {
    await choose(page, [
      "a-log-with-a-long-name-that-has-no-place-to-break-at-2026-07-14.jsonl",
      gzipSync(log).subarray(0, -100),
    ]);
    await summed(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  },
  { viewport: { width: 320, height: 700 } },
);
