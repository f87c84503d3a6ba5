// The page and files: those that are dropped on it, and itself, opened as a file.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { drop, example, openCopy, paste, testsOn, textOf, until, visit } from "./open.mjs";

const { running, site, missing } = await visit();
const on = testsOn({ running, missing, url: site?.url });

on("a UTF-16 file of PowerShell is read", async (page) => {
  await drop(page, [
    "out.json",
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify(sample("message-failed")), "utf16le")]),
  ]);
  await until(page, () => /failed/.test(document.querySelector("#strip").textContent));
  assert.match(await textOf(page), /^\[\{"time"/);
});

on("an image is reported, and the earlier text stays", async (page) => {
  await paste(page, "[42]");
  await drop(page, ["photo.png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]]);
  await page.locator("#note").getByText("photo.png is an image (PNG). Nothing was changed.").waitFor();
  await drop(page, ["data.bin", [1, 0, 2, 0]]);
  await page
    .locator("#note")
    .getByText(/data\.bin is not text/)
    .waitFor();
  assert.equal(await textOf(page), "[42]");
  for (const [text, words] of [
    ["[".repeat(10_000), /error/],
    [`["${"x".repeat(10_000_000)}"]`, /error/],
  ]) {
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "body.json"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    }, text);
    await until(page, (words) => new RegExp(words).test(document.querySelector("#validity").textContent), words.source);
  }
});

test("it works from a copied folder, opened as a file", async (context) => {
  if (missing) return context.skip(missing);
  const { page, end } = await openCopy(running);
  await example(page, "Python dict");
  assert.match(await page.locator("#strip .title").textContent(), /delivered/);
  await example(page, "One message, start to finish");
  await page.locator(".rows [role=row]").first().waitFor();
  end();
});
