// The listener's page: the selected callback, its actions, and accessibility.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { endpoint, holds, listening } from "../desk.mjs";
import { post, send } from "../receiving.mjs";
import { come, fresh, missing, on, receiver, rows, running } from "./listening.mjs";
import { accessible, open, until } from "./open.mjs";

const failed = sample("message-failed");

on("the reference opens where a card leads", async (page) => {
  await post(receiver.url, fresh("message-failed"));
  await come(page, 1);
  await page.keyboard.press("Tab");
  await page.locator("button.head").focus();
  await page.keyboard.press("Enter");
  await page.locator("#detail .card .code").click();
  assert.match(await page.locator("#reference-list article.here").innerText(), /4432/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#reference-dialog[open]").count(), 0);
});

on("arrows move between callbacks, filters choose among them, and the panel of addresses comes back", async (page) => {
  await post(receiver.url, fresh("message-failed"));
  await post(receiver.url, fresh("message-delivered"));
  await post(receiver.url, fresh("message-received"));
  await send(receiver.url, { headers: { "content-type": "text/html" } });
  await come(page, 4);
  assert.deepEqual(await page.locator("#filters .chip").allInnerTexts(), [
    "All 4",
    "✕ Failed 1",
    "● Delivered 1",
    "↓ Received 1",
    "Rejected 1",
  ]);
  const heads = page.locator("button.head");
  assert.equal(await page.locator("button.head[tabindex='0']").count(), 1);
  await heads.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.locator("#detail .title", { hasText: /delivered/i }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.locator("#detail .title", { hasText: /failed/i }).waitFor();
  assert.equal(
    await page
      .locator("button.head[aria-current]")
      .innerText()
      .then((text) => /4432/.test(text)),
    true,
  );
  await page.getByRole("button", { name: "Received 1" }).click();
  assert.deepEqual(await rows(page).evaluateAll((all) => all.map(({ hidden }) => !hidden)), [
    false,
    true,
    false,
    false,
  ]);
  await page.getByRole("button", { name: "All 4" }).click();
  assert.equal(await page.locator(".arrival:visible").count(), 4);
  await page.getByRole("button", { name: "Set up" }).click();
  assert.equal(await page.locator("#url").isVisible(), true);
  await page.getByRole("button", { name: "Set up" }).click();
  assert.equal(await page.locator("#detail .card").isVisible(), true);
});

on("a callback is replayed, taken as curl, and opened in the editor", async (page) => {
  const [event] = fresh("message-failed", { message: { tag: "café ’" } });
  await post(receiver.url, [event]);
  await come(page, 1);
  await rows(page).locator("button.head").click();
  await page.getByRole("button", { name: "Replay" }).click();
  await come(page, 2, 1);
  await until(page, () => document.querySelector("#note").textContent === "Replayed.");
  assert.match(await rows(page).first().innerText(), /1\s+duplicate/);
  await page.getByRole("button", { name: "Copy as curl" }).click();
  await until(page, () => document.querySelector("#note").textContent === "Copied the command.");
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(command.includes(receiver.url) && command.includes("café ’"), command);
  const opening = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Open in the editor" }).click();
  const editor = await opening;
  await editor.waitForSelector("body.ready");
  assert.match(editor.url(), new RegExp(`^${receiver.page}editor/#text=`));
  await editor.locator(".cm-content", { hasText: "café ’" }).waitFor();
  assert.match(await editor.locator("#strip").innerText(), /4432 country not allowed/);
  // A callback that is gone cannot be sent again.
  await send(new URL("arrivals", receiver.page), { method: "DELETE" });
  await come(page, 0);
  assert.equal(await page.locator("#detail").isVisible(), false);
});

test("a replay that waits for an answer says so, and is not begun twice", async (context) => {
  if (missing) return context.skip(missing);
  const waiting = [];
  const target = await endpoint((_, count, response) => (count === 1 ? 204 : void waiting.push(response)));
  const forwarding = await listening(["--forward-to", target.url]);
  const page = await open(running, forwarding.page);
  await post(forwarding.url, fresh("message-delivered"));
  await come(page, 1);
  await rows(page).locator("button.head").click();
  await page.getByRole("button", { name: "Replay" }).click();
  const busy = page.getByRole("button", { name: "Replaying …" });
  assert.equal(await busy.getAttribute("aria-disabled"), "true");
  await busy.click({ force: true });
  await until(page, () => document.activeElement.textContent === "Replaying …");
  await holds(() => waiting.length === 1);
  waiting[0].writeHead(204).end();
  await until(page, () => /^Replayed to http:\S+\.$/.test(document.querySelector("#note").textContent));
  await page.getByRole("button", { name: "Replay", exact: true }).waitFor();
  await come(page, 2, 1);
  assert.equal(target.got.length, 2);
  await page.context().close();
});

on("a toll-free verification among other elements has its code, too", async (page) => {
  const { declineReasonDescription, ...denied } = sample("toll-free-verification.denied");
  await post(receiver.url, [denied, ...fresh("message-sent")]);
  await come(page, 1, 2);
  assert.match(
    (await rows(page).allInnerTexts()).join(),
    /Toll-free \+1 888 555 0142 UNVERIFIED 511 \w[^]*resubmitted/,
  );
});

on("a toll-free verification looks like a message", async (page) => {
  for (const type of ["toll-free-verification", "toll-free-verification.denied"])
    await post(receiver.url, sample(type));
  await post(receiver.url, sample("toll-free-verification.denied"));
  await come(page, 3);
  const said = await rows(page).allInnerTexts();
  assert.match(said[2], /●\+1 888 555 0142\s+toll-free verification\s+VERIFIED/);
  assert.match(
    said[1],
    /✕\+1 888 555 0142\s+toll-free verification\s+UNVERIFIED 511 Invalid Information.*; may be resubmitted/,
  );
  assert.match(said[0], /duplicate/);
  await rows(page).first().locator("button.head").click();
  await page.locator("#detail .title", { hasText: "Toll-free +1 888 555 0142" }).waitFor();
  await accessible(page);
});

test("the answer of the developer's own server is beside each callback", async (context) => {
  if (missing) return context.skip(missing);
  const target = await endpoint(({ body }) => (body.includes("message-read") ? 500 : 204));
  const forwarding = await listening(["--forward-to", target.url]);
  const page = await open(running, forwarding.page);
  assert.match(await page.locator("#forwarded").innerText(), new RegExp(`forwarded to ${target.url}`));
  await post(forwarding.url, fresh("message-delivered"));
  await post(forwarding.url, fresh("message-read"));
  await come(page, 2);
  assert.match(await rows(page).first().innerText(), /your server answered 500 in \d+ ms/);
  assert.doesNotMatch(await rows(page).nth(1).innerText(), /your server|204/);
  await target.close();
  await rows(page).nth(1).locator("button.head").click();
  assert.match(await page.locator(".came").innerText(), /^Received [\d:.]+ · your server answered 204 in \d+ ms$/);
  await page.getByRole("button", { name: "Replay" }).click();
  await until(page, () =>
    /^Replayed to \S+: the endpoint answered 502\.$/.test(document.querySelector("#note").textContent),
  );
  await come(page, 3, 2);
  assert.match(await rows(page).first().innerText(), /your server cannot be reached: nothing listens on its port/);
  assert.deepEqual(
    page.complaints.filter((words) => !/Failed to load resource/.test(words)),
    [],
  );
  await page.context().close();
});

on(
  "on a phone the chosen callback takes the place of the list, and Back returns to it",
  async (page) => {
    await post(receiver.url, fresh("message-failed"));
    await come(page, 1);
    await rows(page).locator("button.head").click();
    await page.locator("#detail .card").waitFor();
    assert.equal(await page.locator("#arrived").isVisible(), false);
    await page.getByRole("button", { name: "← All messages" }).click();
    assert.equal(await page.locator("#arrived").isVisible(), true);
    assert.equal(await page.evaluate(() => document.activeElement.className), "head");
  },
  { options: { viewport: { width: 375, height: 700 } } },
);

for (const colorScheme of ["light", "dark"]) {
  on(
    `axe finds nothing, ${colorScheme}`,
    async (page) => {
      const look = (state) => accessible(page, state);
      await look("waiting");
      await post(receiver.url, failed);
      await post(receiver.url, [
        ...fresh("message-failed", { errorCode: "4720" }),
        ...fresh("message-received"),
        ...fresh("message-delivered"),
        { type: "x" },
        42,
      ]);
      await send(receiver.url, { headers: { "content-type": "text/html" } });
      await come(page, 3, 6);
      await look("arrived");
      await page.locator("button.head").nth(1).click();
      await page.locator(".inside").waitFor();
      for (const summary of await page.locator(".inside > .more summary").all()) await summary.click();
      await look("opened");
      await page.locator("button.head").last().hover();
      await page.click("#pause");
      await look("paused");
    },
    { options: { colorScheme } },
  );
}

for (const width of [320, 1280]) {
  on(
    `${width} pixels wide, it scrolls one way only`,
    async (page) => {
      const long = "x".repeat(400);
      await post(receiver.url, [
        ...fresh("message-failed", { errorCode: "4720", to: long }),
        { type: long, [long]: 1 },
        { type: "message-sent", [long]: 1 },
      ]);
      await send(new URL(`/${long}`, receiver.url));
      await come(page, 2, 3);
      await page.locator("button.head").last().click();
      await page.locator(".inside").waitFor();
      for (const summary of await page.locator(".inside summary").all()) await summary.click();
      await until(page, () => [...document.querySelectorAll(".inside details")].every((it) => it.children.length > 1));
      for (const part of ["html", "#arrived", "#detail"])
        assert.ok(
          await page.evaluate((part) => ((it) => it.scrollWidth <= it.clientWidth)(document.querySelector(part)), part),
          part,
        );
    },
    { options: { viewport: { width, height: 700 } } },
  );
}

on("a print has the list, or only the chosen message", async (page) => {
  await post(receiver.url, fresh("message-failed"));
  await come(page, 1);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#places").isVisible(), false);
  assert.equal(await rows(page).first().isVisible(), true);
  await page.emulateMedia({ media: "screen" });
  await rows(page).first().locator("button.head").click();
  await page.locator("#detail .title").waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await rows(page).first().isVisible(), false);
  assert.equal(await page.locator("#detail .actions").isVisible(), false);
  const pages = (await page.pdf({ format: "Letter" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages <= 2, `${pages} pages`);
});
