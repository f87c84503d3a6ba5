// The page, used as a person does. Where there is no browser every test is skipped by name; in CI that is a failure.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { parse } from "bandwidth-callbacks";
import { sample } from "bandwidth-callbacks/samples";
import { accessible, drop, example, isRead, open, openCopy, paste, take, testsOn, until, visit } from "./open.mjs";

const { running, site, missing } = await visit();

const on = testsOn({ running, missing, url: site?.url });

const strip = (page) => page.locator("#strip").innerText();
const textOf = (page) =>
  page.evaluate(() => document.querySelector("#editor").shadowRoot.querySelector(".cm-content").innerText);
const failed = JSON.stringify(sample("message-failed"));

on("whatever is pasted is read as it stands there", async (page) => {
  const pasted = [
    failed,
    `POST /callbacks HTTP/1.1\r\nHost: example.com\r\n\r\n${failed}`,
    `2026-07-14 INFO body=${failed} status=204`,
    failed.replaceAll('"', "'"),
    JSON.stringify({ body: failed, isBase64Encoded: false, headers: {} }),
    JSON.stringify({ Records: [{ body: failed }] }),
    failed.slice(0, -4),
  ];
  for (const text of pasted) {
    await paste(page, text);
    assert.match(await strip(page), /1 event · message-failed · 4432/, text.slice(0, 60));
    assert.match(await page.locator("footer").innerText(), / · parsed in (less than 1 ms|[\d.]+ m?s)$/m);
  }
  await paste(page, "<html><h1>502</h1></html>");
  assert.match(await strip(page), /No events: .*HTML page/);
});

on("repairs are listed with their places, applied, and undone", async (page) => {
  await example(page, "Printed by Python");
  const before = await textOf(page);
  assert.match(await page.locator(".repairs").innerText(), /python-dict/);
  await page.locator(".repairs .place").first().click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor");
  await page.getByRole("button", { name: "Apply to the text" }).click();
  await isRead(page);
  assert.equal(parse(await textOf(page)).events.length, 1);
  assert.equal(await page.locator(".repairs").count(), 0);
  await page.keyboard.press("Control+z");
  assert.equal(await textOf(page), before);
});

on("a finding leads to its place, and the place to its finding", async (page) => {
  await example(page, "A recipient as text, a code in quotes");
  assert.equal(await page.locator(".cm-lintRange-warning").count(), 2);
  await page.locator(".findings .place").nth(1).click();
  assert.match(await page.locator(".finding.here").innerText(), /15:13/);
  await page.keyboard.press("Control+Home");
  assert.equal(await page.locator(".finding.here").count(), 0);
  await page.keyboard.press("F8");
  assert.match(await page.locator(".finding.here").innerText(), /7:18/);
  await page.locator(".cm-lintRange-warning").first().hover();
  assert.match(await page.locator(".cm-tooltip").innerText(), /coerced-type: expected a whole number/);
});

on("a card says what happened, why, and what to do", async (page) => {
  await example(page, "message-failed");
  const card = page.locator(".card");
  for (const words of [
    "Not delivered",
    "4432 country not allowed",
    "rejected by Bandwidth",
    "don't retry",
    "not billable",
    "Ask Bandwidth",
  ]) {
    assert.match(await card.innerText(), new RegExp(words));
  }
  assert.match(await card.locator(".people").innerText(), /yours[^]*→[^]*this event/);
  await card.getByText("Ids and times").click();
  await card.locator(".fields").waitFor();
  assert.match(await card.innerText(), /The id holds the time\s+2026-07-14 09:12:04.315 UTC/);
  await card.getByText("Fields").click();
  await card.locator(".fields").nth(1).waitFor();
  const field = card.locator(".fields > div", { hasText: "message.owner" });
  assert.match(await field.innerText(), /Your number in this conversation/);
  assert.match(await field.getByRole("link").getAttribute("href"), /^https:\/\/dev\.bandwidth\.com/);
});

on("a code that leaves open what became of the message does not make it a failure", async (page) => {
  for (const [errorCode, words] of [
    [9902, "Outcome unknown."],
    [4702, "Outcome unknown."],
    [4720, "Not delivered."],
    [undefined, "Not delivered."],
  ]) {
    await paste(page, JSON.stringify(sample("message-failed", { errorCode })));
    const card = page.locator("#cards .card");
    await card.getByText(words, { exact: true }).waitFor();
    assert.equal((await strip(page)).includes("outcome unknown"), words === "Outcome unknown.");
  }
});

on("of a time without a zone no moment is shown", async (page) => {
  await paste(page, JSON.stringify(sample("message-failed", { time: "2026-07-14T09:12:07" })));
  await page.getByText("Ids and times", { exact: true }).click();
  const row = page.locator(".card .fields > div", { hasText: "It happened" });
  assert.equal(await row.locator("dd").innerText(), "2026-07-14T09:12:07");
});

on("what is no event is told of by its own card", async (page) => {
  await paste(page, '[{"type":"message-received","time":"x"},{"type":"message-snoozed","message":{}},42]');
  const said = await page.locator("#cards").innerText();
  assert.match(
    said,
    /Not usable\s+element 0[^]*missing message, which every message-received carries[^]*missing description, which is documented[^]*message-snoozed\s+element 1[^]*element 2[^]*expected an event, found a number/,
  );
  await page.getByText("As sent", { exact: true }).first().click();
  await page.locator(".card pre").waitFor();
  await example(page, "Toll-free verification");
  assert.match(await page.locator("#cards").innerText(), /Not a messaging event[^]*a toll-free verification webhook/);
});

on("a text is shown in its segments, media in their parts", async (page) => {
  const media = ["https://messaging.bandwidth.com/api/v2/users/5000001/media/7c1f6f0e/1/photo%20one.jpg"];
  await paste(
    page,
    JSON.stringify(sample("message-received", { message: { text: `${"a".repeat(70)} 😀`, media, channel: "MMS" } })),
  );
  await page.getByText("Text and segments").click();
  await page.locator(".segments").waitFor();
  assert.match(await page.locator(".segments").innerText(), /UCS-2, 73 UTF-16 code units: 2 segments of up to 67/);
  assert.equal(await page.locator(".segments mark").innerText(), "😀");
  assert.equal(await page.locator(".segments meter").count(), 2);
  await page.getByText("Media (1)").click();
  await page.locator(".parts").waitFor();
  assert.match(
    await page.locator(".parts").innerText(),
    /account\s+5000001\s+message\s+7c1f6f0e\s+index\s+1\s+file\s+photo one.jpg/,
  );
  assert.equal(await page.locator(".card a[href*='messaging.bandwidth.com']").count(), 0);
});

on("several events stand in time; duplicates and late ones are marked", async (page) => {
  await example(page, "One message's life, with a duplicate");
  const marks = page.locator(".timeline .mark");
  assert.equal(await marks.count(), 5);
  assert.equal(await page.locator(".timeline .duplicate").count(), 1);
  assert.equal(await page.locator(".timeline .late").count(), 1);
  assert.match(await page.locator(".gap").first().textContent(), /2 h 28 min/);
  await marks.first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".timeline .mark.here").getAttribute("aria-label"), /message-/);
  await page.getByLabel("Filter the events").fill("failed 4720");
  assert.match(await page.locator(".table > header").innerText(), /1 of 5 events/);
});

on("fifty thousand events in a gzip file: the page never stands still", async (page) => {
  const [event] = sample("message-delivered");
  const lines = Array.from({ length: 50_000 }, (_, at) =>
    JSON.stringify([
      { ...event, message: { ...event.message, id: `1784020324315${String(at % 40_000).padStart(16, "a")}` } },
    ]),
  );
  const file = [...gzipSync(lines.join("\n"), { level: 1 })];
  const gap = await page.evaluate(async (file) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(file)], "events.jsonl.gz"));
    let last = performance.now();
    let longest = 0;
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    const button = () =>
      [...document.querySelectorAll("#log button")].find(({ textContent }) => textContent === "List every event");
    while (button() === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    button().click();
    while (document.querySelector(".scroller") === null) await new Promise((resolve) => setTimeout(resolve, 50));
    clearInterval(timer);
    return longest;
  }, file);
  // Said, not asserted: how long depends on the machine. That it is told and ends is what is tested.
  console.log(`longest pause while reading 50,000 events: ${Math.round(gap)} ms`);
  assert.match(await strip(page), /50,000 events/);
  assert.ok((await page.locator(".rows [role=row]").count()) < 60);
  await page.locator(".scroller").focus();
  await page.keyboard.press("End");
  await until(page, () => /duplicate/.test(document.querySelector(".rows .here")?.innerText));
  assert.match(await page.locator(".beside-note").innerText(), /million characters/);
  await page.getByLabel("Filter the events").fill("duplicate");
  assert.match(await page.locator(".table > header").innerText(), /10,000 of 50,000 events/);
});

on("a report, the events, handlers and a command are taken away", async (page) => {
  await example(page, "A recipient as text, a code in quotes");
  const report = await take(page, "Report for a ticket");
  assert.match(report, /\| ▲ warning \| \[coerced-type\]/);
  assert.doesNotMatch(report, /\+52|\+1555/);
  assert.equal(JSON.parse(await take(page, "Report as JSON")).diagnostics.length, 2);
  assert.equal(JSON.parse(await take(page, "Events as JSON"))[0].errorCode, 4432);
  assert.match(
    await take(page, "Handler in TypeScript"),
    /case "message-failed":\n {8}console\.log\(event\.message\.id, event\.errorCode\)/,
  );
  assert.match(await take(page, "Handler in Rust"), /CallbackEvent::MessageFailed\(event\) => /);
  assert.match(await take(page, "curl command"), /--data-binary '\[\n/);
});

on("a shared link holds the text, without what it says of people unless asked", async (page) => {
  await paste(
    page,
    JSON.stringify(sample("message-received", { message: { text: "Meet me at Ann's", from: "+4915112345678" } })),
  );
  await page.click("#share");
  await until(page, () => document.querySelector("#share-link").value !== "");
  const link = await page.inputValue("#share-link");
  assert.doesNotMatch(await page.locator("#share-preview").innerText(), /Ann|49151/);
  const other = await open(running, link);
  assert.match(await strip(other), /1 event · message-received/);
  assert.match(await textOf(other), /Xxxx xx xx Xxx'x/);
  assert.doesNotMatch(await textOf(other), /Ann|49151/);
  await page.uncheck("#share-hides");
  await until(page, (link) => document.querySelector("#share-link").value !== link, link);
  assert.match(await page.locator("#share-preview").innerText(), /Ann/);
});

on("a broken link is told", async (page) => assert.match(await page.locator("#note").innerText(), /link is broken/), {
  hash: "#text=%%%",
});

on("an example takes nothing away that cannot be brought back", async (page) => {
  await paste(page, "[42]");
  await example(page, "message-read");
  assert.match(await textOf(page), /message-read/);
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+z");
  assert.equal(await textOf(page), "[42]");
});

on("every example is what its group says", async (page) => {
  await page.click("#examples");
  const groups = await page.evaluate(() =>
    [...document.querySelectorAll(".menu [role=group]")].flatMap((group) =>
      [...group.querySelectorAll("[role=menuitem]")].map((item) => [
        group.getAttribute("aria-label"),
        item.textContent,
      ]),
    ),
  );
  assert.ok(groups.length > 20);
  await page.keyboard.press("Escape");
  for (const [group, title] of groups) {
    await example(page, title);
    const said = await strip(page);
    if (group === "Events" || group === "Old names" || group === "Pasted from somewhere")
      assert.match(said, /^\d+ events? · /, title);
    if (group === "Other products") assert.match(said, /1 unknown/, title);
    if (group === "Classic mistakes") assert.match(said, /repair|warning|error/, title);
  }
});

on("the reference is searched", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("carrier spam");
  const shown = page.locator("#reference-list article:not([hidden])");
  assert.match(await shown.first().innerText(), /4770|spam/i);
  await page.fill("#reference-search", "owner");
  assert.match(await shown.first().textContent(), /owner/i);
  assert.equal(await page.locator("#reference-list #rule-owner-mismatch").isVisible(), true);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#reference-dialog[open]").count(), 0);
});

for (const [hash, words] of [
  ["#error-4720", /4720/],
  ["#rule-owner-mismatch", /owner/],
  ["#field-message.to", /Everybody the message/],
]) {
  on(
    `${hash} opens its entry`,
    async (page) => assert.match(await page.locator("#reference-list article.here").innerText(), words),
    { hash },
  );
}

on(
  "nothing leaves the page: the browser refuses",
  async (page) => {
    const refused = await page.evaluate(async (url) => {
      const tries = [
        () => fetch(url),
        () => fetch("https://example.com/"),
        () =>
          new Promise((resolve, reject) => {
            const image = new Image();
            image.onload = resolve;
            image.onerror = reject;
            image.src = "https://example.com/a.png";
          }),
      ];
      const outcomes = [];
      for (const attempt of tries)
        outcomes.push(
          await attempt().then(
            () => "sent",
            () => "refused",
          ),
        );
      return [...outcomes, navigator.sendBeacon("https://example.com/") ? "queued" : "refused"];
    }, site.url);
    assert.deepEqual(refused.slice(0, 3), ["refused", "refused", "refused"]);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0);
  },
  { allowed: /Content Security Policy|Refused to|violates|net::ERR|Failed to load/ },
);

test("it works from a copied folder, opened as a file", async (context) => {
  if (missing) return context.skip(missing);
  const { page, end } = await openCopy(running);
  await example(page, "Printed by Python");
  assert.match(await strip(page), /1 event · message-delivered[^]*1 repair\b/);
  end();
});

on("bad input is told, and what was there stays", async (page) => {
  await paste(page, "[42]");
  await drop(page, ["photo.png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]]);
  await until(page, () => /photo\.png is a PNG image/.test(document.querySelector("#note").textContent));
  await drop(page, ["data.bin", [1, 0, 2, 0]]);
  await until(page, () => /data\.bin is not text/.test(document.querySelector("#note").textContent));
  assert.equal(await textOf(page), "[42]");
  for (const [text, words] of [
    ["[".repeat(10_000), /error/],
    [`["${"x".repeat(10_000_000)}"]`, /not usable|error/],
  ]) {
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "body.json"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    }, text);
    await until(page, (words) => new RegExp(words).test(document.querySelector("#strip").textContent), words.source);
  }
});

on("Tab leaves the editor, and every part is reached", async (page) => {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "divider");
  const before = await page.evaluate(() => document.querySelector(".text").offsetWidth);
  await page.keyboard.press("ArrowRight");
  assert.ok((await page.evaluate(() => document.querySelector(".text").offsetWidth)) > before);
});

for (const colorScheme of ["light", "dark"]) {
  on(
    `axe finds nothing, ${colorScheme}`,
    async (page) => {
      const look = (state) => accessible(page, state);
      await look("empty");
      await example(page, "message-failed");
      await page.locator("summary").first().click();
      await look("failed");
      await example(page, "One message's life, with a duplicate");
      await look("several");
      await example(page, "Printed by Python");
      await look("repaired");
      await page.click("#reference");
      await look("reference");
      await page.keyboard.press("Escape");
      await page.click("#share");
      await look("share");
    },
    { options: { colorScheme } },
  );
}

on(
  "a narrow screen scrolls one way only, with what it says before the text",
  async (page) => {
    for (const title of ["message-failed", "One message's life, with a duplicate", "Printed by Python"]) {
      await example(page, title);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), title);
    }
    assert.equal(await page.locator("#editor").isVisible(), false);
    await page.click("#toggle-text");
    assert.equal(await page.locator("#editor").isVisible(), true);
  },
  { options: { viewport: { width: 320, height: 700 } } },
);
