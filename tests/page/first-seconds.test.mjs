// What people read in the first second and in the next five, for anything they paste: what happened, then what to do.

import assert from "node:assert/strict";
import { explain } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { log } from "./logs.mjs";
import { drop, paste, testsOn, until, visit } from "./open.mjs";
import * as pastes from "./pastes.mjs";

const { running, site, missing } = await visit();
const on = testsOn({ running, missing, url: site?.url });

const first = (page) => page.locator("#strip .title").textContent();
const second = (page) => page.locator("#strip .line-2").innerText();
const todo = (page) => page.locator("#cards .actions-list").first().innerText();
const meaning = (page) => page.locator("#meaning").innerText();
const title = (code) => explain(code).title;

/** Pastes a value or a text, and gives what is said of it. */
async function said(page, pasted) {
  await paste(page, typeof pasted === "string" ? pasted : JSON.stringify(pasted));
  return { first: await first(page), second: await second(page) };
}

on("a: a delivered SMS", async (page) => {
  const words = await said(page, [pastes.delivered]);
  assert.equal(words.first, "● SMS to +1 415 555 0143 delivered");
  assert.match(words.second, /2\.3 s after it was created · 1 segment/);
  assert.match(await todo(page), /final status/);
  const facts = await page.locator(".fact-list").innerText();
  for (const fact of ["order-102", pastes.delivered.message.id, "your number", "2026-11-26 16:03:12.971 UTC"])
    assert.ok(facts.includes(fact), fact);
  assert.match(await page.locator("#validity").innerText(), /^Payload valid$/);
});

on("b: a failed group MMS on one line", async (page) => {
  const words = await said(page, [pastes.failedMms]);
  assert.equal(words.first, "✕ MMS to +1 415 555 0143 failed");
  for (const fact of [`4751 ${title(4751)}`, "T-Mobile", "don't retry", "billable", "recipient 2 of 3"])
    assert.ok(words.second.includes(fact), fact);
  assert.match(await todo(page), /2 media files: make them smaller/);
  const said_ = await meaning(page);
  assert.match(said_, /open-house\.jpg, map\.png\s+URLs you sent/);
  assert.doesNotMatch(said_, /48 hours|nothing found/i);
  await page.click("#format");
  await until(page, () => document.querySelector("#editor").shadowRoot.querySelectorAll(".cm-line").length > 10);
});

on("c: an error page of nginx", async (page) => {
  const words = await said(page, pastes.nginx);
  assert.equal(words.first, "✕ Not a callback: nginx 502 Bad Gateway");
  assert.match(words.second, /an HTML error page/);
  assert.match(await todo(page), /application behind nginx is running[^]*raw request[^]*resends/);
});

on("d: a Python dict", async (page) => {
  const words = await said(page, pastes.python);
  assert.equal(words.first, "✕ Message to +1 415 555 0143 failed");
  assert.ok(words.second.includes(`4720 ${title(4720)}`));
  assert.match(await page.locator(".repairs").innerText(), /Python dict, read as JSON · \d+ changes?/);
  assert.doesNotMatch(await meaning(page), /null/);
});

on("e: a transcript of curl without the body", async (page) => {
  const words = await said(page, pastes.transcript);
  assert.equal(words.first, "✕ Your server answered 500: Cannot read properties of undefined (reading 'type')");
  assert.match(words.second, /a curl transcript · the request body is not in it \(412 bytes\)/);
  assert.match(await todo(page), /500[^]*Paste the body that you posted[^]*--trace-ascii/);
});

on("f: thirty events with twelve duplicates", async (page) => {
  const words = await said(page, pastes.batch);
  assert.equal(words.first, "✕ 6 messages sent: 4 delivered, 2 failed · 6 received (1 STOP)");
  assert.match(words.second, /^30 events, 12 duplicates.* · 2026-11-26 16:00:00 to 16:04:05 UTC/);
  const rows = page.locator(".rows [role=row]");
  assert.match(await rows.nth(0).innerText(), /failed[^]*4720/);
  assert.match(await rows.nth(1).innerText(), /failed[^]*4770/);
  assert.equal(await rows.count(), 12);
  assert.match(await todo(page), /\S/);
});

on("g: a tapped suggestion, a shared location, an inbound MMS, a read receipt", async (page) => {
  const tap = await said(page, sample("suggestion-response"));
  assert.equal(tap.first, "◆ Tapped “Yes, deliver today”");
  const said_ = await meaning(page);
  assert.match(said_, /deliver:today/);
  assert.match(said_, /Answers\s+1784020324315kx7wq2mzd4hy5tbn/);
  const place = await said(page, sample("requested-location-response"));
  assert.match(place.first, /Location shared by \+1 555 555 0142/);
  assert.match(place.second, /35\.7796, -78\.6382/);
  const media = [
    "https://messaging.bandwidth.com/api/v2/users/5000001/media/7c1f6f0e/1/IMG_4099.png",
    "https://messaging.bandwidth.com/api/v2/users/5000001/media/7c1f6f0e/0/0.smil",
  ];
  const mms = await said(page, sample("message-received", { message: { text: "", media, channel: "MMS" } }));
  assert.match(mms.first, /MMS from \+1 555 555 0142: 2 files/);
  assert.match(await meaning(page), /IMG_4099\.png, 0\.smil \(SMIL layout\)\s+Hosted by Bandwidth for 48 hours/);
  const read = await said(page, sample("message-read"));
  assert.match(read.first, /RBM message read by \+1 555 555 0142/);
  assert.match(read.second, /3\.4 min after it was created/);
});

on("h: a denied toll-free verification", async (page) => {
  const words = await said(page, pastes.denied);
  assert.equal(words.first, "✕ Toll-free +1 888 555 0142 UNVERIFIED: Website not accessible");
  assert.match(words.second, /toll-free verification · reason code 511 · may be resubmitted/);
  assert.match(await todo(page), /^Fix what the reasons name, then resubmit the request/);
  await said(page, { ...pastes.denied, resubmitAllowed: false });
  assert.match(await todo(page), /can't be resubmitted/);
  const { resubmitAllowed: _, ...undecided } = pastes.denied;
  await said(page, undecided);
  assert.match(await todo(page), /^If resubmitAllowed is true, fix what the reasons name/);
});

on("i: one body with five mistakes", async (page) => {
  const words = await said(page, pastes.mistakes);
  assert.match(words.first, /SMS to \+1 415 555 0143 failed/);
  const facts = await page.locator(".fact-list").innerText();
  assert.match(facts, /From\s+\+19195550100\s+your number/);
  assert.doesNotMatch(facts, /\+14155550143\s+your number/);
  const problems = page.locator(".findings summary").first();
  assert.match(await problems.innerText(), /How it differs from Bandwidth's format \([4-9]\)/);
  assert.equal(await page.locator(".finding").first().isVisible(), false);
  // Only the bracket of the body is marked, not all of it.
  const marked = await page.evaluate(() =>
    [...document.querySelector("#editor").shadowRoot.querySelectorAll(".cm-lintRange")].map(
      ({ textContent }) => textContent.length,
    ),
  );
  assert.ok(Math.max(...marked) < 60, `${marked}`);
});

on("j: a page of documentation of 2017", async (page) => {
  const words = await said(page, pastes.documentation);
  assert.match(words.first, /documentation/i);
  assert.match(words.second, /message-sent[^]*lists lost their items/);
  assert.doesNotMatch(await meaning(page), /within 73 hours/);
});

on("k: a Ruby hash of Rails", async (page) => {
  const words = await said(page, pastes.ruby);
  assert.equal(words.first, "● Message to +1 415 555 0143 delivered");
  assert.match(await page.locator(".repairs").innerText(), /Ruby hash, read as JSON/);
  assert.doesNotMatch(await meaning(page), /null/);
});

on(
  "l: an image, on a phone",
  async (page) => {
    await drop(page, ["photo.png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]]);
    const note = page.locator("#note");
    await note.getByText("photo.png is an image (PNG). Nothing was changed.").waitFor();
    const { y, height } = await note.boundingBox();
    assert.ok(y + height <= 844, "in view");
  },
  { options: { viewport: { width: 390, height: 844 } } },
);

on("m: a log: its messages, failures first, and the way to each of them", async (page) => {
  await page.setInputFiles("#open-files", { name: "day.jsonl", mimeType: "", buffer: log });
  await page.waitForSelector("body.summed");
  assert.equal(await first(page), "✕ 6,000 messages sent: 5,400 delivered, 600 failed");
  assert.match(await second(page), /^12,000 events · 2026-07-14 09:00:00 to 10:40:03 UTC · day\.jsonl/);
  await page.getByRole("button", { name: /^4432/ }).click();
  await page.getByText("600 of 6,000 messages").waitFor();
  await page.locator(".rows [role=row]").nth(2).click();
  assert.match(await todo(page), /\S/);
});

on("n: 191 characters of emoji", async (page) => {
  const words = await said(page, [pastes.emoji]);
  // No half of a character, however it is shortened.
  assert.match(words.first, /^↓ SMS from \+1 555 555 0142: “(?:😀)+…”$/);
  await page.getByText("Text and segments").click();
  const segments = page.locator(".segments");
  await segments.waitFor();
  assert.match(await segments.innerText(), /UCS-2, 191 characters, 3 segments \(67 each\)/);
  assert.match(
    await segments.innerText(),
    /whole message is sent as UCS-2: 70 characters \(67 per segment\) instead of 160/,
  );
});
