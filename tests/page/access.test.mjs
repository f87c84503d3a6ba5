// Accessibility: axe in every state and dialog, the keyboard, a screen reader's words, narrow and zoomed screens,
// paper.

import assert from "node:assert/strict";
import { accessible, example, isRead, paste, testsOn, textOf, until, visit } from "./open.mjs";
import * as pastes from "./pastes.mjs";

const { running, site, missing } = await visit();
const on = testsOn({ running, missing, url: site?.url });

for (const colorScheme of ["light", "dark"]) {
  on(
    `axe finds nothing, ${colorScheme}`,
    async (page) => {
      const look = (state) => accessible(page, state);
      await look("empty");
      for (const [state, text] of [
        ["failed", JSON.stringify([pastes.failedMms])],
        ["error page", pastes.nginx],
        ["other product", JSON.stringify(pastes.denied)],
        ["code", "4720"],
        ["elements", "[42, {}]"],
        ["several", JSON.stringify(pastes.batch)],
      ]) {
        await paste(page, text);
        await look(state);
      }
      await page.getByText("Latency p50 p90 p99").click();
      await page.locator("#by").selectOption("hour");
      await page.locator("#open-group").waitFor();
      await look("several by hour");
      await page.locator("#by").selectOption("message");
      await page.click("#show-payload");
      await look("payload of several");
      await paste(page, JSON.stringify(pastes.mistakes));
      for (const summary of await page.locator("summary:visible").all()) await summary.click();
      await look("everything open");
      await example(page, "Python dict");
      await page.locator(".repairs summary").click();
      await look("repaired");
      await page.click("#examples");
      await page.locator(".menu:popover-open").waitFor();
      await look("menu");
      await page.keyboard.press("Escape");
      for (const [button, name] of [
        ["#reference", "reference"],
        ["#share", "share"],
        ["#help", "help"],
        ["#check", "privacy"],
      ]) {
        await page.click(button);
        await look(name);
        await page.keyboard.press("Escape");
      }
    },
    { options: { colorScheme } },
  );
}

on("the live region announces once what happened", async (page) => {
  await page.evaluate(() => {
    window.said = [];
    const strip = document.querySelector("#strip");
    new MutationObserver(() => window.said.push(strip.textContent)).observe(strip, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await paste(page, JSON.stringify([pastes.failedMms]));
  const said = () => page.evaluate(() => [...new Set(window.said)]);
  const [failed, ...others] = await said();
  assert.ok(failed.includes("failed"));
  assert.deepEqual(others, []);
  await page.evaluate(() => (window.said = []));
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  for (let at = 0; at < 10; at++) await page.keyboard.press("Space");
  await isRead(page);
  await paste(page, JSON.stringify([pastes.delivered]));
  const [delivered, ...more] = await said();
  assert.ok(delivered.includes("delivered"));
  assert.deepEqual(more, []);
  assert.doesNotMatch(await page.locator("#strip").innerText(), /µs|ms\b/);
});

on("the first stop skips to what happened, and Tab leaves the editor", async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "skip");
  await paste(page, JSON.stringify(pastes.batch));
  await page.locator("#skip").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "messages");
  await page.click("#show-payload");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "divider");
  const before = await page.evaluate(() => document.querySelector(".text").offsetWidth);
  await page.keyboard.press("ArrowRight");
  assert.ok((await page.evaluate(() => document.querySelector(".text").offsetWidth)) > before);
});

on("the buttons beside the text have keys", async (page) => {
  const text = JSON.stringify([pastes.failedMms]);
  await paste(page, text);
  await page.evaluate(() => document.activeElement?.blur());
  const lines = () =>
    page.evaluate(() => document.querySelector("#editor").shadowRoot.querySelectorAll(".cm-line").length);
  await page.keyboard.press("f");
  assert.ok((await lines()) > 10);
  await page.keyboard.press("u");
  assert.equal(await textOf(page), text);
  await page.keyboard.press("x");
  await page.locator("body.empty").waitFor();
  // There is nothing to lay out or clear.
  await page.keyboard.press("f");
  assert.match(await page.locator("#note").innerText(), /Cleared/);
});

on("single letters can be switched off", async (page) => {
  await page.keyboard.press("e");
  await page.locator(".menu:popover-open").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.uncheck("#letters");
  await page.keyboard.press("Escape");
  await page.locator("body").click({ position: { x: 5, y: 300 } });
  await page.evaluate(() => document.activeElement?.blur());
  await page.evaluate(() => {
    window.opened = [];
    const open = ({ newState, target }) => newState === "open" && window.opened.push(target.ariaLabel ?? target.id);
    document.addEventListener("beforetoggle", open, { capture: true });
  });
  await page.keyboard.press("e");
  await page.keyboard.press("/");
  await page.click("#copy");
  await page.locator(".menu:popover-open").waitFor();
  assert.deepEqual(await page.evaluate(() => window.opened), ["Copy / export"]);
});

on("numbers and their marks are words apart to a screen reader", async (page) => {
  await paste(page, JSON.stringify([pastes.failedMms]));
  const said = await page.locator(".fact-list").ariaSnapshot();
  assert.doesNotMatch(said, /\d(your number|recipient)/);
  await paste(page, JSON.stringify(pastes.batch));
  const rows = await page.locator("#messages").ariaSnapshot();
  assert.match(rows, /row "to \+1 415 555 0142 order-102 failed 4720 [^"]* message-sent message-failed 2 duplicates"/);
  assert.match(rows, /“STOP”[^"]* 1 duplicate"/);
});

for (const [name, viewport] of [
  ["320 px", { width: 320, height: 700 }],
  ["400 % of 1280 px", { width: 320, height: 256 }],
]) {
  on(
    `${name}: one way to scroll, what happened before the text`,
    async (page) => {
      for (const text of [
        JSON.stringify([pastes.failedMms]),
        JSON.stringify(pastes.batch),
        pastes.nginx,
        JSON.stringify(pastes.denied),
        pastes.python,
      ]) {
        if (!(await page.locator("#editor").isVisible()))
          await page.evaluate(() => document.body.classList.add("with-text"));
        await paste(page, text);
        await until(page, () => document.documentElement.scrollWidth <= window.innerWidth);
      }
      const tops = await page
        .locator(".bar nav > button:not(#theme, #help)")
        .evaluateAll((all) => all.map((it) => it.getBoundingClientRect().top));
      assert.equal(new Set(tops).size, 1, "the buttons are in one line");
      await page.locator("#tab-text").click();
      assert.equal(await page.locator("#editor").isVisible(), true);
      assert.equal(await page.locator("#tab-text").getAttribute("aria-pressed"), "true");
      await page.locator("#tab-meaning").click();
      assert.equal(await page.locator("#editor").isVisible(), false);
    },
    { options: { viewport } },
  );
}

on(
  "a phone has Paste and Clear, and says its notes in view",
  async (page) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify([pastes.failedMms]));
    await page.getByRole("button", { name: "Paste", exact: true }).click();
    await until(page, () => /failed/.test(document.querySelector("#strip").textContent));
    await page.locator(".copy").first().click();
    const { y, height } = await page.locator("#note").boundingBox();
    assert.ok(y >= 0 && y + height <= 844);
    await page.locator("#tab-text").click();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.locator("#note").getByRole("button", { name: "Undo" }).waitFor();
  },
  { options: { viewport: { width: 390, height: 844 } } },
);

on("a print is readable: no pane, no button, all of the meaning", async (page) => {
  await paste(page, JSON.stringify([pastes.failedMms]));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#editor").isVisible(), false);
  const { width } = await page.locator("#meaning").boundingBox();
  assert.ok(width > 600, `${width}`);
  assert.equal(await page.locator("#strip .title").isVisible(), true);
  assert.equal(await page.locator(".bar nav").isVisible(), false);
  const pdf = await page.pdf({ format: "Letter" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages <= 2, `${pages} pages`);
});

on("a print of a list has its messages one below the other, on white", async (page) => {
  await paste(page, JSON.stringify(pastes.batch));
  await page.click("#theme");
  await page.click("#theme");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.emulateMedia({ media: "print" });
  const tops = await page
    .locator(".rows [role=row], .by-time, #cards .title")
    .evaluateAll((all) => all.map((it) => [it.getBoundingClientRect().top, it.getBoundingClientRect().bottom]));
  assert.equal(tops.length, 14);
  for (const [at, [top]] of tops.entries()) assert.ok(at === 0 || top >= tops[at - 1][1] - 1, `${at}: ${tops}`);
  const [ink] = await page.locator("body").evaluate((it) => /\d+/.exec(getComputedStyle(it).color));
  assert.ok(Number(ink) < 64, "dark ink");
  // Of a long list the first messages are printed, and how many more there are.
  await page.emulateMedia({ media: "screen" });
  const [event] = pastes.batch;
  const many = Array.from({ length: 1000 }, (_, at) => ({
    ...event,
    message: { ...event.message, id: `17957087980${String(at).padStart(18, "a")}` },
  }));
  await paste(page, JSON.stringify(many));
  await page.getByText("1,000 messages", { exact: true }).waitFor();
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".rows [role=row]").count(), 200);
  assert.equal(await page.locator(".not-printed").innerText(), "and 800 more messages");
  const pages = (await page.pdf({ format: "Letter" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages < 20, `${pages} pages`);
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.ok((await page.locator(".rows [role=row]").count()) < 80);
});

on(
  "in forced colors the chosen row and chip are outlined",
  async (page) => {
    await paste(page, JSON.stringify(pastes.batch));
    for (const selector of [".rows [aria-selected=true]", ".chip[aria-pressed=true]"])
      assert.equal(
        await page
          .locator(selector)
          .first()
          .evaluate((it) => getComputedStyle(it).outlineStyle),
        "solid",
      );
  },
  { options: { forcedColors: "active" } },
);
