// The reference: found by the usual terms, ranked, each entry with a link.

import assert from "node:assert/strict";
import { testsOn, visit } from "./open.mjs";

const { running, site, missing } = await visit();
const on = testsOn({ running, missing, url: site?.url });

const shown = (page) => page.locator("#reference-list article:visible");

on("codes, names and texts are found, the best first", async (page) => {
  await page.keyboard.press("/");
  for (const [words, first] of [
    ["4720", /^4720/],
    ["spam", /spam/i],
    ["owner-mismatch", /^owner-mismatch/],
    ["message.owner", /^message\.owner/],
    ["dlr", /receipt|message-delivered/i],
    ["rcs", /RBM/i],
    ["undelivered", /message-failed/],
    ["filtered", /spam/i],
    ["unsubscribed", /opt/i],
    ["stop", /opt/i],
    ["timeout", /9902/],
    ["retry later", / · retry later · /i],
    ["not billable", /not billable/i],
  ]) {
    await page.fill("#reference-search", words);
    assert.match(await shown(page).first().textContent(), first, words);
  }
});

on("if nothing is found, that is said", async (page) => {
  await page.click("#reference");
  await page.fill("#reference-search", "receiptz");
  assert.match(await page.locator(".none").innerText(), /No entry for “receiptz”\. Try receipt/);
  await page.fill("#reference-search", "");
  assert.ok((await shown(page).count()) > 150);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#reference-dialog[open]").count(), 0);
});

for (const [hash, words] of [
  ["#error-4720", /4720/],
  ["#rule-owner-mismatch", /owner/],
  ["#field-message.to", /message\.to/],
]) {
  on(
    `${hash} opens its entry`,
    async (page) => assert.match(await page.locator("#reference-list article.here").innerText(), words),
    { hash },
  );
}

on("an entry leads to the documents, and they lead back", async (page) => {
  await page.click("#reference");
  for (const [name, id] of [
    ["4720", "error-4720"],
    ["owner-mismatch", "rule-owner-mismatch"],
    ["message-failed", "event-message-failed"],
    ["message.segmentCount", "field-message.segmentCount"],
  ]) {
    await page.fill("#reference-search", name);
    const [document] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("link", { name: `full entry on ${name}`, exact: true }).click(),
    ]);
    assert.equal(await document.locator(":target a.entry").getAttribute("href"), `../../index.html#${id}`);
    await document.close();
  }
});

on(
  "a link to no entry says so",
  async (page) => assert.match(await page.locator(".none").innerText(), /No entry for “9999999”/),
  { hash: "#error-9999999" },
);
