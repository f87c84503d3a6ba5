// The network is gone before a part of the page is loaded: what needs that part says so each time, and the rest works.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loaded, open, paste, until, visit } from "./open.mjs";
import { batch, delivered, failedMms } from "./pastes.mjs";

const { running, site, missing } = await visit();

const NOTE = /Part of the page did not load/;
const failed = JSON.stringify([failedMms]);
/** What needs a part, by the start of the part's name. */
const USES = {
  "the menu of examples": ["examples", (page) => page.click("#examples")],
  "an example": ["examples", (page) => page.locator("[data-example]").first().click()],
  "a list of messages": ["screen", (page) => paste(page, JSON.stringify(batch))],
  "a damaged text": ["repair", (page) => paste(page, "{'type': 'message-delivered'")],
  "the segments of a text": [
    "repair",
    (page) => page.getByText("Text and segments", { exact: true }).click(),
    JSON.stringify([{ ...delivered, type: "message-received", message: { ...delivered.message, text: "Hello" } }]),
  ],
  "a link to share": [
    "repair",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.click("#share");
    },
    failed,
  ],
  "a file": [
    "kinds",
    (page) => page.setInputFiles("#open-files", { name: "a.json", mimeType: "", buffer: Buffer.from(failed) }),
  ],
};

for (const [name, [part, use, given]] of Object.entries(USES))
  test(`${name} without its part of the page`, async (context) => {
    if (missing) return context.skip(missing);
    const page = await open(running, site.url, { blocked: new RegExp(`/${part}-[^/]*\\.js$`) });
    await loaded(page);
    if (given !== undefined) await paste(page, given);
    for (let time = 0; time < 2; time++) {
      await page.evaluate(() => document.querySelector("#note").replaceChildren());
      await use(page);
      await until(page, () => document.querySelector("#note").textContent !== "");
      assert.match(await page.locator("#note").innerText(), NOTE);
    }
    const expected = /^(?!uncaught).*(ERR_FAILED|Failed to fetch dynamically)/;
    assert.deepEqual(
      page.complaints.filter((words) => !expected.test(words)),
      [],
    );
    await page.keyboard.press("Escape");
    await paste(page, failed);
    assert.match(await page.locator("#strip .title").innerText(), /failed/);
    await page.context().close();
  });
