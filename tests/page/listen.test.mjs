// The listener's page, used as a person does, while callbacks arrive. Where there is no browser every test is skipped by
// name; in CI that is a failure.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { endpoint, listening, parts } from "../desk.mjs";
import { post, send } from "../receiving.mjs";
import { accessible, open, until, visit } from "./open.mjs";

const { running, missing } = await visit();
const receiver = missing ? undefined : await listening();
const { History, page: pageOf } = missing ? {} : await parts();
const authorization = `Basic ${Buffer.from("bandwidth:sesame").toString("base64")}`;
const failed = sample("message-failed");
let count = 0;
/** An event that was not sent before. */
const fresh = (type, overrides = {}) =>
  sample(type, { ...overrides, message: { ...overrides.message, id: `1784020324315fresh${++count}` } });

/** A test on a fresh page with nothing arrived, which may not complain of anything but what `allowed` says, nor ask anybody else. */
function on(name, work, { options, allowed = /^$/, at = receiver } = {}) {
  test(name, async (context) => {
    if (missing) return context.skip(missing);
    await send(new URL("arrivals", at.page), { method: "DELETE" });
    const page = await open(running, at.page, options);
    await until(page, () => document.querySelector("#link").textContent === "● listening");
    await work(page);
    assert.deepEqual(
      page.complaints.filter((words) => !allowed.test(words)),
      [],
    );
    const asked = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => new URL(name).origin),
    );
    assert.deepEqual(
      asked.filter((origin) => origin !== new URL(at.page).origin),
      [],
    );
    await page.context().close();
  });
}

const rows = (page) => page.locator(".arrival");
/** So many rows are there, and counted, which comes a moment later. */
const come = (page, number) =>
  until(
    page,
    (number) => {
      const counts = [...document.querySelector("#count").textContent.matchAll(/([\d,]+) (?:callbacks?|refused)/g)];
      const sum = counts.reduce((sum, [, count]) => sum + Number(count.replaceAll(",", "")), 0);
      return document.querySelectorAll(".arrival").length === number && sum === number;
    },
    number,
  );

on("what arrives is shown at once, newest first, in words, and opened to all there is", async (page) => {
  assert.match(await page.locator("#arrived").innerText(), /Waiting for the first callback/);
  assert.equal(await page.inputValue("#url"), receiver.url);
  await post(receiver.url, fresh("message-delivered"));
  await come(page, 1);
  assert.equal(await page.locator(".none").isVisible(), false);
  const [event] = fresh("message-failed", { errorCode: "4720" });
  await post(receiver.url, [event], { authorization });
  await come(page, 2);
  const row = rows(page).first();
  assert.match(
    await row.innerText(),
    /\d\d:\d\d:\d\d\s+answered\s+204\s+✕\s*Message failed 4720 invalid recipient number\s+to \+525555550142 1784020324315fresh2\s+▲ 1 warning/,
  );
  assert.match(await rows(page).nth(1).innerText(), /Message delivered/);
  assert.match(await page.locator("#count").innerText(), /^2 callbacks$/);
  assert.equal(await page.title(), "2 callbacks");
  await row.locator("button.head").click();
  const inside = page.locator("#detail .inside");
  await inside.waitFor();
  assert.equal(await page.locator("#places").isVisible(), false);
  assert.match(await inside.locator(".card").innerText(), /rejected by the carrier[^]*The carrier rejected/);
  assert.match(await inside.locator(".finding").innerText(), /expected an integer[^]*\/0\/errorCode/i);
  await inside.getByText("Headers").click();
  assert.match(
    await inside.locator(".more .fields").innerText(),
    /content-type\s+application\/json; charset=utf-8[^]*authorization\s+\(not shown\)/,
  );
  // A finding leads to its place in the body, which can be taken away.
  await inside.locator("button.place").click();
  assert.equal(await page.evaluate(() => getSelection().toString()), '"4720"');
  await inside.getByRole("button", { name: "Copy the body" }).click();
  await until(page, () => document.querySelector("#note").textContent === "Copied the body.");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), JSON.stringify([event]));
});

on("duplicates, the unknown and the unusable are told apart, and refusals with them", async (page) => {
  const elements = [...fresh("message-sent"), { type: "message-snoozed", canary: ++count }, 42 + ++count];
  await post(receiver.url, elements);
  await post(receiver.url, elements);
  await send(receiver.url, { headers: { "content-type": "text/html" } });
  await send(new URL("/elsewhere", receiver.url));
  await send(receiver.url, { headers: { "content-type": "application/json" }, body: "<html>" });
  await come(page, 5);
  const said = await rows(page).allInnerTexts();
  assert.match(said[4], /Message sent [^]*message-snoozed [^]*Invalid event item 3/);
  assert.doesNotMatch(said[4], /duplicate/);
  assert.equal(said[3].match(/duplicate/g).length, 3);
  assert.match(said[2], /415\s+Refused callbacks are application\/json/);
  assert.match(said[1], /404\s+Sent elsewhere \/elsewhere callbacks go to POST \/callbacks/);
  assert.match(said[0], /400\s+\?\s*No events .*HTML page/);
  assert.match(await page.locator("#count").innerText(), /^3 callbacks · 2 refused$/);
});

test("a receiver with credentials tells of the first request, which has none", async (context) => {
  if (missing) return context.skip(missing);
  const closed = await listening([], { env: { CREDENTIALS: "band'width:sesame" } });
  const page = await open(running, closed.page);
  await post(closed.url, failed);
  await post(closed.url, failed, { authorization });
  await post(closed.url, failed, { authorization: `Basic ${Buffer.from("band'width:sesame").toString("base64")}` });
  await come(page, 3);
  const said = await rows(page).allInnerTexts();
  assert.match(said[2], /401\s+Asked for credentials Bandwidth sends each callback without them first/);
  assert.match(said[1], /401\s+Wrong credentials/);
  assert.match(said[0], /204/);
  assert.match(await page.locator("#sample").textContent(), /--user 'band'\\''width'/);
  assert.doesNotMatch(await page.content(), /sesame/);
  await page.context().close();
});

on("whatever a payload holds is text", async (page) => {
  const markup = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
  const body = JSON.stringify([
    ...fresh("message-received", {
      to: markup,
      message: {
        text: markup,
        from: markup,
        to: [markup],
        tag: markup,
        owner: markup,
        media: [`javascript:${markup}`],
      },
    }),
    { type: markup, [markup]: markup },
    ...fresh("message-failed", { errorCode: 999_999, description: markup }),
  ]).replace("{", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},');
  await send(receiver.url, { headers: { "content-type": "application/json", "x-name": markup }, body });
  await send(new URL(`/${encodeURIComponent(markup)}`, receiver.url));
  await come(page, 2);
  await rows(page).nth(1).locator("button.head").click();
  const row = page.locator("#detail");
  await row.locator(".inside").waitFor();
  for (const summary of await row.locator(".inside summary").all()) await summary.click();
  await until(
    page,
    () =>
      /<img src=x/.test(document.querySelector("#detail").innerText) &&
      [...document.querySelectorAll(".inside details")].every((it) => it.children.length > 1),
  );
  assert.match(await row.innerText(), /<img src=x/);
  assert.equal(await page.locator("img, main script, main a[href^=javascript]").count(), 0);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  assert.equal(await page.title(), "1 callback");
});

on("the command that sends a sample works as it is copied", async (page) => {
  await page.click("#copy-sample");
  await until(page, () => document.querySelector("#note").textContent === "Copied the command.");
  const command = await page.evaluate(() => navigator.clipboard.readText());
  try {
    execFileSync("sh", ["-c", "command -v curl"]);
  } catch {
    return;
  }
  for (let time = 0; time < 2; time++) execFileSync("sh", ["-c", command], { stdio: "ignore" });
  await come(page, 2);
  assert.match(await rows(page).first().innerText(), /Message failed\s*duplicate\s*4432 country not allowed/);
});

on("paused, the list stands still; cleared, it is empty for everybody", async (page) => {
  await post(receiver.url, fresh("message-sent"));
  await come(page, 1);
  await page.click("#pause");
  await post(receiver.url, fresh("message-delivered"));
  await post(receiver.url, fresh("message-read"));
  await until(page, () => /paused, 2 more came/.test(document.querySelector("#count").textContent));
  assert.equal(await rows(page).count(), 1);
  await page.getByRole("button", { name: "Resume" }).click();
  await come(page, 3);
  assert.match(await rows(page).first().innerText(), /Message read/);
  const other = await open(running, receiver.page);
  await come(other, 3); // what was there before
  await page.click("#clear");
  for (const one of [page, other]) {
    await come(one, 0);
    await until(one, () => document.querySelector("#count").textContent === "0 callbacks");
  }
  assert.match(await page.locator("#arrived").innerText(), /Waiting/);
  await other.context().close();
});

on("it is said aloud what arrives, and not too often", async (page) => {
  await page.evaluate(() => {
    window.heard = [];
    new MutationObserver(() => window.heard.push(document.querySelector("#heard").textContent)).observe(
      document.querySelector("#heard"),
      { childList: true },
    );
  });
  await post(receiver.url, fresh("message-delivered"));
  await until(page, () => window.heard.length === 1);
  await Promise.all(Array.from({ length: 30 }, () => post(receiver.url, fresh("message-sent"))));
  // However long the thirty took, all are counted, and far fewer sentences say so.
  const count = (said) =>
    said.reduce((sum, words) => sum + Number(/^(\d+) requests arrived$/.exec(words)?.[1] ?? 1), 0);
  let said;
  do {
    await page.waitForTimeout(100);
    said = await page.evaluate(() => window.heard);
  } while (count(said) < 31);
  assert.equal(said[0], "Message delivered arrived");
  assert.ok(count(said) === 31 && said.length < 16, said.join("\n"));
});

/** A receiver's page in this process, which can be ended and begun again. */
async function inside(context) {
  let server;
  const it = { history: new History(), port: 0 };
  it.begin = async () => {
    server = createServer(
      pageOf({ history: it.history, about: { url: "http://127.0.0.1:3000/callbacks", port: 3000 } }),
    );
    await new Promise((resolve) => server.listen(it.port, "127.0.0.1", resolve));
    it.port = server.address().port;
  };
  it.end = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  it.arrive = (elements) =>
    it.history.add({
      at: new Date().toISOString(),
      status: 204,
      headers: [],
      body: Buffer.from(JSON.stringify(elements)).toString("base64"),
      again: { events: [], elements: [] },
    });
  await it.begin();
  context.after(it.end);
  return it;
}

test("when the connection is lost it says so, and goes on with what it missed", async (context) => {
  if (missing) return context.skip(missing);
  const it = await inside(context);
  it.arrive(sample("message-sent"));
  const page = await open(running, `http://127.0.0.1:${it.port}/`);
  await come(page, 1);
  await it.end();
  await until(page, () => document.querySelector("#link").textContent === "▲ connection lost, trying again");
  assert.equal(await rows(page).count(), 1);
  it.arrive(sample("message-delivered"));
  await it.begin();
  await come(page, 2);
  assert.match(await rows(page).first().innerText(), /Message delivered/);
  assert.equal(await page.locator("#link").innerText(), "● listening");
  // Another run has nothing of this one.
  await it.end();
  for (const now = Date.now(); Date.now() === now; ) await new Promise((resolve) => setTimeout(resolve, 1)); // which its name, a time, tells
  it.history = new History();
  it.arrive(sample("message-read"));
  await it.begin();
  await until(page, () => /Message read/.test(document.querySelector("#list").textContent));
  assert.equal(await rows(page).count(), 1);
  await page.context().close();
});

test("no more is shown than is kept, and a body of very many elements in few lines", async (context) => {
  if (missing) return context.skip(missing);
  const it = await inside(context);
  const page = await open(running, `http://127.0.0.1:${it.port}/`);
  it.arrive(Array.from({ length: 100_000 }, (_, at) => at));
  await come(page, 1);
  assert.match(await rows(page).innerText(), /and 99,994 more/);
  for (let time = 0; time < 520; time++) it.arrive(fresh("message-sent"));
  await until(page, (last) => document.querySelector("#list").textContent.includes(last), `fresh${count}`);
  assert.equal(await rows(page).count(), 500);
  assert.match(await rows(page).last().innerText(), new RegExp(`fresh${count - 499}\\b`));
  await page.context().close();
});

on(
  "nothing is asked of anybody else: the browser refuses",
  async (page) => {
    const refused = await page.evaluate(async (endpoint) => {
      const tries = [endpoint, "https://example.com/"].map((url) =>
        fetch(url, { method: "POST", mode: "no-cors" }).then(
          () => "sent",
          () => "refused",
        ),
      );
      return Promise.all(tries);
    }, receiver.url);
    assert.deepEqual(refused, ["refused", "refused"]);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0);
  },
  { allowed: /Content Security Policy|Refused to|violates|Failed to load/ },
);

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
    "All",
    "✕ Failed 1",
    "● Delivered 1",
    "↓ Received 1",
    "Refused 1",
  ]);
  const heads = page.locator("button.head");
  assert.equal(await page.locator("button.head[tabindex='0']").count(), 1);
  await heads.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.locator("#detail .card", { hasText: "Message delivered" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.locator("#detail .card", { hasText: "Message failed" }).waitFor();
  assert.equal(
    await page
      .locator("button.head[aria-current]")
      .innerText()
      .then((text) => /4432/.test(text)),
    true,
  );
  await page.getByRole("button", { name: "↓ Received 1" }).click();
  assert.deepEqual(await rows(page).evaluateAll((all) => all.map(({ hidden }) => !hidden)), [
    false,
    true,
    false,
    false,
  ]);
  await page.getByRole("button", { name: "All" }).click();
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
  await come(page, 2);
  await until(page, () => document.querySelector("#note").textContent === "Sent again.");
  assert.match(await rows(page).first().innerText(), /duplicate/);
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

test("what the developer's own server answered is beside each callback", async (context) => {
  if (missing) return context.skip(missing);
  const target = await endpoint(({ body }) => (body.includes("message-read") ? 500 : 204));
  const forwarding = await listening(["--forward-to", target.url]);
  const page = await open(running, forwarding.page);
  assert.match(await page.locator("#forwarded").innerText(), new RegExp(`forwarded to ${target.url}`));
  await post(forwarding.url, fresh("message-delivered"));
  await post(forwarding.url, fresh("message-read"));
  await come(page, 2);
  assert.match(await rows(page).first().innerText(), /500[^]*your server answered 500 in \d+ ms/);
  assert.match(await rows(page).nth(1).innerText(), /204[^]*\d+ ms$/);
  await target.close();
  await rows(page).nth(1).locator("button.head").click();
  await page.getByRole("button", { name: "Replay" }).click();
  await until(page, () => /^the endpoint answered 502$/.test(document.querySelector("#note").textContent));
  await come(page, 3);
  assert.match(
    await rows(page).first().innerText(),
    /502[^]*your server cannot be reached: nothing listens on its port/,
  );
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
    await page.getByRole("button", { name: "← All callbacks" }).click();
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
      await come(page, 3);
      await look("arrived");
      await page.locator("button.head").first().click();
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
      await come(page, 2);
      await page.locator("button.head").first().click();
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
