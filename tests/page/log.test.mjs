// Logs on the page: short ones are read like any text, long or several ones by workers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { sample } from "bandwidth-callbacks/samples";
import { emptyFrame, log, odd, short, zstd } from "./logs.mjs";
import { accessible, drop, happens, loaded, open, openCopy, paste, take, textOf, until, visit } from "./open.mjs";

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
const summed = (page) => page.waitForSelector("body.summed");
const more = (page) => page.locator(".log-more > summary").click();
const part = (page, name) => page.locator(".log-more").getByRole("region", { name, exact: true });
const noted = (page, words) => page.locator("#note").getByText(words).waitFor();
/** Opens files, as the button does. */
async function choose(page, ...files) {
  await page.setInputFiles(
    "#open-files",
    files.map(([name, buffer]) => ({ name, mimeType: "", buffer })),
  );
}

on("a long log is listed by message and summarized", async (page) => {
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  assert.match(
    await strip(page),
    new RegExp(
      "6,000 messages sent: 5,400 delivered, 600 failed\\s+" +
        "12,000 events · .* · day\\.jsonl · 12,002 requests · 1 invalid event",
    ),
  );
  assert.match(await page.locator("footer").innerText(), /Payloads: 2 errors · 4\.7 MB read in/);
  assert.equal(await page.locator("#editor").isVisible(), false);
  assert.match(await page.locator(".chips.codes").innerText(), /4432 country not allowed\s*600/);
  await more(page);
  assert.match(
    await part(page, "Events by type").innerText(),
    /p50\s+p90\s+p99\s+max[^]*message-delivered\s+5,400\s+4\.0 s/,
  );
  assert.match(await part(page, "Problems").innerText(), /invalid-json\s*× 1\s+line 6002/);
  assert.equal(await page.title(), "day.jsonl · Bandwidth callbacks");
});

on("the messages of a log are grouped by hour, and a group leads to them", async (page) => {
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  await page.locator("#by").selectOption("hour");
  await page.getByText("2 hours: 6,000 messages", { exact: true }).waitFor();
  const groups = await page.locator("#groups .rows [role=row]").allInnerTexts();
  assert.deepEqual(
    groups.map((group) => group.replace(/\s+/g, " ")),
    [
      "2026-07-14 09:00 3,600 ✕ 360 failed 10.0% ● 3,240 delivered",
      "2026-07-14 10:00 2,400 ✕ 240 failed 10.0% ● 2,160 delivered",
    ],
  );
  await page.locator("#groups").focus();
  await page.keyboard.press("ArrowDown");
  await until(page, () => /240 messages.*country not allowed/.test(document.querySelector("#cards").textContent));
  await page.keyboard.press("Enter");
  await page.getByText("2,400 of 6,000 messages, 4,800 events", { exact: true }).waitFor();
  await page.locator("#by").selectOption("carrier");
  await page.getByText(/^(no carrier|\d carriers?): 2,400 of 6,000 messages/).waitFor();
});

on("what a log holds is read aloud when all is counted, not on the way", async (page) => {
  await page.evaluate(() => {
    const strip = document.querySelector("#strip");
    window.busy = [];
    new MutationObserver(() => window.busy.push(strip.ariaBusy)).observe(strip, { childList: true });
  });
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  const busy = await page.evaluate(() => [...new Set(window.busy)]);
  assert.deepEqual([busy, await page.locator("#strip").getAttribute("aria-busy")], [["true"], null]);
});

on("a row of a log shows its event, read from the file again", async (page) => {
  await choose(page, ["day.jsonl.gz", gzipSync(log)]);
  await summed(page);
  await page.fill("#filter", "17840203243150aaaaaaaaaaaaaaa");
  await page.fill("#filter", `1784020324315${String(20).padStart(16, "a")}`);
  await until(page, () => /^1 of 6,000/.test(document.querySelector(".shown").textContent));
  await page
    .locator("#cards")
    .getByText(`1784020324315${String(20).padStart(16, "a")}`)
    .first()
    .waitFor();
  await page.click("#show-payload");
  assert.match(await textOf(page), /"message-failed"/);
  await page.locator("#from-log").click();
  assert.match(await strip(page), /6,000 messages/);
});

on("a problem leads to its body, and back", async (page) => {
  await paste(page, "[42]");
  await choose(page, ["day.jsonl.gz", gzipSync(log)]);
  await summed(page);
  await more(page);
  const place = page.getByRole("button", { name: "missing-field, first at line 6001" });
  await place.click();
  await page.waitForSelector("#from-log:focus");
  assert.match(await textOf(page), /^\[\{"type":"message-sent"/);
  await page.keyboard.press("Enter");
  assert.match(await strip(page), /12,000 events/);
  assert.equal(await place.evaluate((button) => button === document.activeElement), true);
  await page.getByRole("button", { name: "Close", exact: true }).first().click();
  assert.equal(await page.locator("#from-log").isVisible(), false);
  assert.equal(await page.locator("#messages").count(), 0);
});

on("a summary is exported as text and as JSON", async (page) => {
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  assert.match(await take(page, "Summary as text"), /12,000 events[^]*day\.jsonl:6002/);
  const { events, messages } = JSON.parse(await take(page, "Summary as JSON"));
  assert.deepEqual([events, messages.delivered], [12_000, 5400]);
});

on("invalid lines are repaired when asked for", async (page) => {
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  await page.getByRole("button", { name: "Repair invalid lines" }).click();
  await until(page, () => !document.body.classList.contains("summed"));
  await summed(page);
  await more(page);
  assert.doesNotMatch(await part(page, "Problems").innerText(), /invalid-json/);
  const prefixed = log.toString().replace(/^(?=.)/gm, "2026-07-14T09:12:00Z INFO received body=");
  await choose(page, ["app.log", Buffer.from(prefixed)]);
  await until(page, () => document.title.startsWith("app.log"));
  await summed(page);
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
    await page.click("#show-payload");
    assert.match(await textOf(page), /\[\{/, name);
    await page.click("#clear");
  }
});

on("zstd is decompressed, and a truncated log is reported and kept", async (page) => {
  const damaged = gzipSync(log);
  damaged.fill(0x55, damaged.length >> 1, (damaged.length >> 1) + 2000);
  for (const [name, bytes, words] of [
    ["whole.zst", zstd(log), undefined],
    ["pzstd.zst", Buffer.concat([emptyFrame, zstd(short), emptyFrame, zstd(log)]), undefined],
    ["cut.zst", zstd(log).subarray(0, 3_000_000), /cut\.zst is truncated[^]*What came before is listed/],
    ["cut.gz", gzipSync(log).subarray(0, -5000), /cut\.gz is truncated[^]*What came before is listed/],
    ["short.gz", gzipSync(short).subarray(0, -8), /short\.gz is truncated/],
    ["damaged.gz", damaged, /damaged\.gz decompression failed/],
  ]) {
    await choose(page, [name, bytes]);
    await until(page, (name) => document.title.startsWith(`${name} `), name);
    await summed(page);
    const notes = await page.locator(".log-notes").allInnerTexts();
    if (words === undefined) assert.deepEqual(notes, []);
    else assert.match(notes.join(), words);
    assert.match(await strip(page), /[1-9][\d,]* events/, name);
  }
  await choose(page, ["nothing.gz", gzipSync(log).subarray(0, 12)]);
  await noted(page, /nothing\.gz is compressed and broken, or cannot be read\. Nothing was changed/);
});

on("several files, one of them long, have one list; a file that is not text is left out", async (page) => {
  const body = JSON.stringify(sample("message-read"), null, 2);
  await drop(
    page,
    ["one.jsonl", log],
    ["photo.png", [0x89, 0x50, 0x4e, 0x47]],
    ["two.jsonl.gz", gzipSync(odd)],
    ["body.json", body],
  );
  await noted(page, /Left out: photo\.png is an image/);
  await summed(page);
  assert.match(await strip(page), /12,001 events · .* · 3 files/);
  await page.fill("#filter", "1784020324315kx7wq2mzd4hy5tbn");
  await until(page, () => /body\.json/.test(document.querySelector(".rows")?.textContent));
});

on("the name of a rule stays in one line beside a long name of a file", async (page) => {
  const name = "bandwidth-webhook-receiver-prod-us-east-1-2026-11-26T00-00";
  const files = [0, 1].map((at) => ({ name: `${name}-${at}.jsonl`, mimeType: "", buffer: log }));
  await page.setInputFiles("#open-files", files);
  await summed(page);
  await page.locator(".log-more > summary").click();
  const { width, height } = await page.locator(".problems .rule").first().boundingBox();
  assert.ok(width > 60 && height < 40, `${width} x ${height}`);
});

on("a reading is stopped, or given up for something else", async (page) => {
  const large = (length, then) =>
    page.evaluate(
      async ([text, length, then]) => {
        document.body.classList.remove("summed");
        const data = new DataTransfer();
        data.items.add(
          new File(
            Array.from({ length }, () => text),
            "large.jsonl",
          ),
        );
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        const read = () => document.querySelector(".log-progress progress")?.value;
        const isSummed = () => document.body.classList.contains("summed");
        while (!(read() > 0) && !isSummed()) await new Promise((resolve) => setTimeout(resolve, 5));
        if (then === "stop") document.querySelector(".log-progress button")?.click();
        return !isSummed();
      },
      [log.toString(), length, then],
    );
  // A page that has to wait for the processor may find that its worker has read everything: then it reads more.
  const notes = page.locator(".log-notes");
  for (let length = 40; ; length *= 2) {
    await large(length, "stop");
    await summed(page);
    if ((await notes.count()) > 0 || length > 400) break;
  }
  assert.match(await notes.innerText(), /Stopped at (?:< )?\d+\.\d%: what was read until then is listed/);
  for (let length = 40; !(await large(length, "reading")) && length < 400; ) length *= 2;
  await page.click("#examples");
  await page.getByRole("menuitem", { name: "message-read", exact: true }).click();
  await until(page, () => /read by/.test(document.querySelector("#strip").textContent));
  // No worker is left that could list it.
  await happens(page, () => page.workers().length === 0);
  assert.equal(await page.locator("#messages").count(), 0);
  assert.equal(await page.locator("#from-log").isVisible(), false);
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  assert.match(await strip(page), /^\W*6,000 messages[^]*day\.jsonl/);
});

test("the code for logs is loaded with the first log", async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  const forLogs = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => /log-sum|log-rows|log\.worker|zstd/.test(name)),
    );
  await drop(page, ["short.jsonl", short]);
  await until(page, () => document.querySelector("#strip .title") !== null);
  await loaded(page);
  assert.deepEqual(await forLogs(), []);
  await choose(page, ["day.jsonl", log]);
  await summed(page);
  assert.ok((await forLogs()).length > 0);
  await page.context().close();
});

test("going offline before the code for logs is loaded is reported", async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  await loaded(page);
  await paste(page, "[42]");
  for (const allowed of [false, true]) {
    await page.route(/log/, (route) =>
      allowed && /log-view/.test(route.request().url()) ? route.continue() : route.abort(),
    );
    await choose(page, ["day.jsonl", log]);
    await noted(page, /The log could not be read/);
    assert.match(await strip(page), /Not an event/);
    await page.evaluate(() => document.querySelector("#note").replaceChildren());
  }
  await page.context().close();
});

test("a log is listed in a page opened as a file", async (context) => {
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
      await more(page);
      await accessible(page, "summary");
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
