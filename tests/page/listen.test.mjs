// The listener's page, used as a person does, while callbacks arrive.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { listening } from "../desk.mjs";
import { post, send } from "../receiving.mjs";
import { come, fresh, History, missing, on, pageOf, receiver, rows, running } from "./listening.mjs";
import { open, until } from "./open.mjs";

const authorization = `Basic ${Buffer.from("bandwidth:sesame").toString("base64")}`;
const failed = sample("message-failed");

on("what arrives is shown at once, newest first, in words, and opened to all there is", async (page) => {
  assert.match(await page.locator("#arrived").innerText(), /Waiting for the first callback/);
  assert.equal(await page.inputValue("#url"), receiver.url);
  await post(receiver.url, fresh("message-delivered"));
  await come(page, 1);
  assert.equal(await page.locator(".welcome").isVisible(), false);
  const [event] = fresh("message-failed", { errorCode: "4720" });
  await post(receiver.url, [event], { authorization });
  await come(page, 2);
  const row = rows(page).first();
  assert.match(
    await row.innerText(),
    /\d\d:\d\d:\d\d\s+✕to \+525555550142\s+order-17\s+failed 4720 invalid recipient number ▲ 1 warning\s+3\.1 s ✕/,
  );
  assert.match(await rows(page).nth(1).innerText(), /●to [^]*delivered/);
  assert.match(await page.locator("#count").innerText(), /^✕\s*2 messages sent: 1 delivered, 1 failed\s+2 callbacks$/);
  assert.equal(await page.title(), "2 callbacks");
  await row.locator("button.head").click();
  const inside = page.locator("#detail .inside");
  await inside.waitFor();
  assert.equal(await page.locator("#places").isVisible(), false);
  assert.match(await inside.innerText(), /failed[^]*rejected by the carrier[^]*Replay[^]*The carrier rejected/);
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

on("an event that was not in an array has all its problems, in its row and beside it", async (page) => {
  const [event] = fresh("message-failed", { errorCode: "4720", time: "2026-11-26 16:03:12" });
  await send(receiver.url, { headers: { "content-type": "application/json" }, body: JSON.stringify(event) });
  await come(page, 1);
  assert.match(await rows(page).innerText(), /▲ 3 warnings/);
  await rows(page).locator("button.head").click();
  await page.locator("#detail .finding").nth(2).waitFor();
  assert.deepEqual(await page.locator("#detail button.place").allInnerTexts(), ["the body", "/time", "/errorCode"]);
  // One line each, and the place at its end.
  const [line, place] = await Promise.all(
    [".finding details", "button.place"].map((what) => page.locator(`#detail ${what}`).first().boundingBox()),
  );
  assert.ok(line.width > 300 && place.x > line.x + line.width, "not in a narrow column");
});

on("a message with a recipient has one row for all its events, in any order", async (page) => {
  const to = ["+15555550142", "+15555550143"];
  const [sent] = fresh("message-sent", { to: to[0], message: { to } });
  const { id } = sent.message;
  const about = (type, recipient, more = {}) =>
    sample(type, { to: recipient, ...more, message: { id, to, ...more.message } });
  await post(receiver.url, [sent]);
  await come(page, 1);
  assert.match(await rows(page).innerText(), /○to \+1 555 555 0142\s+order-17\s+pending\s+◐/);
  await rows(page).locator("button.head").click();
  await page.locator("#detail .title", { hasText: "handed to the carrier" }).waitFor();
  await post(receiver.url, about("message-delivered", to[0]));
  await come(page, 2, 1);
  // What is looked at follows what became of it.
  await page.locator("#detail .title", { hasText: "delivered" }).waitFor();
  await post(receiver.url, about("message-delivered", to[0]));
  await post(receiver.url, about("message-failed", to[1], { errorCode: 4720 }));
  await post(receiver.url, about("message-read", to[0]));
  await come(page, 5, 2);
  const said = await rows(page).allInnerTexts();
  assert.match(said[0], /●to \+1 555 555 0142[^]*read[^]*◐[^]*●[^]*◉\s+message-read\s+1\s+duplicate/);
  assert.match(said[1], /✕to \+1 555 555 0143[^]*failed 4720/);
  assert.match(await page.locator("#count").innerText(), /^✕\s*2 messages sent: 1 delivered, 1 failed\s+5 callbacks$/);
  const lines = page.locator("#detail .event-line");
  assert.equal(await lines.count(), 4);
  assert.match(await lines.nth(2).innerText(), /message-delivered\s+duplicate$/);
  await lines.first().click();
  await page.locator("#detail .title", { hasText: "handed to the carrier" }).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /message-sent/);
  // The selection is kept when callbacks arrive.
  await post(receiver.url, about("message-sent", to[0]));
  await come(page, 6, 2);
  assert.equal(await page.locator("#detail .title", { hasText: "handed to the carrier" }).isVisible(), true);
});

on("duplicates, unknown and rejected elements, and rejected requests are distinguished", async (page) => {
  const elements = [...fresh("message-sent"), { type: "message-snoozed", canary: Math.random() }, Math.random()];
  await post(receiver.url, elements);
  await post(receiver.url, elements);
  await send(receiver.url, { headers: { "content-type": "text/html" } });
  await send(new URL("/elsewhere", receiver.url));
  await send(receiver.url, { headers: { "content-type": "application/json" }, body: "<html>" });
  await come(page, 5, 6);
  const said = await rows(page).allInnerTexts();
  assert.match(said[5], /message-snoozed unknown event type\s+Invalid event item 3/);
  assert.doesNotMatch(said[5], /duplicate/);
  assert.match(said[4], /pending[^]*◐\s+message-sent\s+1\s+duplicate/);
  assert.equal(said[3].match(/duplicate/g).length, 2);
  assert.match(said[2], /Rejected callbacks are application\/json[^]*415/);
  assert.match(said[1], /Wrong path \/elsewhere; use POST \/callbacks[^]*404/);
  assert.match(said[0], /No events .*HTML page[^]*400/);
  assert.match(await page.locator("#count").innerText(), /^○\s*1 message sent: 1 pending\s+3 callbacks · 2 rejected$/);
});

test("a receiver with credentials explains the first request, which has none", async (context) => {
  if (missing) return context.skip(missing);
  const closed = await listening([], { env: { CREDENTIALS: "band'width:sesame" } });
  const page = await open(running, closed.page);
  await post(closed.url, failed);
  await post(closed.url, failed, { authorization });
  await post(closed.url, failed, { authorization: `Basic ${Buffer.from("band'width:sesame").toString("base64")}` });
  await come(page, 2, 3);
  const said = await rows(page).allInnerTexts();
  assert.match(said[2], /Asked for credentials Bandwidth sends each callback without them first[^]*401/);
  assert.match(said[1], /Wrong username or password[^]*401/);
  assert.match(said[0], /failed 4432/);
  assert.match(await page.locator("#count").innerText(), /^✕\s*1 message sent: 1 failed\s+1 callback · 1 rejected$/);
  // It is so with every callback, and has one row for all of them.
  for (let time = 0; time < 2; time++) await post(closed.url, failed);
  await page.locator(".arrival", { hasText: "Asked for credentials 3 times" }).waitFor();
  await come(page, 2, 3);
  assert.match(await rows(page).first().innerText(), /Asked for credentials/);
  assert.match(await page.locator("#sample").textContent(), /--user 'band'\\''width'/);
  assert.doesNotMatch(await page.content(), /sesame/);
  await page.context().close();
});

on("everything in a payload is shown as text", async (page) => {
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
  await come(page, 2, 4);
  const row = page.locator("#detail");
  for (const at of [1, 2, 3]) {
    await rows(page).nth(at).locator("button.head").click();
    await page.locator(`.arrival:nth-child(${at + 1}) [aria-current]`).waitFor();
    for (const summary of await row.locator(".inside summary").all()) await summary.click();
    await until(
      page,
      () =>
        /<img src=x/.test(document.querySelector("#detail").innerText) &&
        [...document.querySelectorAll(".inside details")].every((it) => it.children.length > 1),
    );
    assert.match(await row.innerText(), /<img src=x/);
  }
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
  await come(page, 2, 1);
  assert.match(await rows(page).innerText(), /failed 4432 country not allowed[^]*1\s+duplicate/);
});

on("a paused list does not change; a cleared one is empty on every page", async (page) => {
  await post(receiver.url, fresh("message-sent"));
  await come(page, 1);
  await page.click("#pause");
  await post(receiver.url, fresh("message-delivered"));
  await post(receiver.url, fresh("message-read"));
  await until(page, () => /paused, 2 more came/.test(document.querySelector("#count").textContent));
  assert.equal(await rows(page).count(), 1);
  await page.getByRole("button", { name: "Resume" }).click();
  await come(page, 3);
  assert.match(await rows(page).first().innerText(), /read/);
  const other = await open(running, receiver.page);
  await come(other, 3); // what was there before
  await page.click("#clear");
  for (const one of [page, other]) {
    await come(one, 0);
    await until(one, () => document.querySelector("#count").textContent === "No callbacks yet");
  }
  assert.match(await page.locator("#arrived").innerText(), /Waiting/);
  await other.context().close();
});

on("it is said aloud what arrives, and not too often", async (page) => {
  // Its clock does not move, however long the requests take.
  await page.clock.install();
  await page.reload();
  await page.waitForSelector("body.ready");
  await page.clock.runFor(1000);
  await until(page, () => document.querySelector("#link").textContent === "● listening");
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.evaluate(() => {
    window.heard = [];
    new MutationObserver(() => window.heard.push(document.querySelector("#heard").textContent)).observe(
      document.querySelector("#heard"),
      { childList: true },
    );
  });
  await post(receiver.url, fresh("message-delivered"));
  const shown = (count) => until(page, (count) => document.querySelectorAll(".arrival").length === count, count);
  await shown(1);
  await page.clock.runFor(200);
  await Promise.all(Array.from({ length: 30 }, () => post(receiver.url, fresh("message-sent"))));
  await shown(31);
  await page.clock.runFor(3000);
  assert.deepEqual(await page.evaluate(() => window.heard), ["Message delivered arrived"]);
  await page.clock.runFor(2000);
  assert.deepEqual(await page.evaluate(() => window.heard), ["Message delivered arrived", "30 requests arrived"]);
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

test("a lost connection is reported, and the missed callbacks are shown after it", async (context) => {
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
  await come(page, 2, 1); // about the same message
  assert.match(await rows(page).first().innerText(), /delivered/);
  assert.equal(await page.locator("#link").innerText(), "● listening");
  // Another run has nothing of this one.
  await it.end();
  // Its name is the time at which it began.
  for (const now = Date.now(); Date.now() === now; ) await new Promise((resolve) => setTimeout(resolve, 1));
  it.history = new History();
  it.arrive(sample("message-read"));
  await it.begin();
  await until(page, () => /read/.test(document.querySelector("#list").textContent));
  assert.equal(await rows(page).count(), 1);
  await page.context().close();
});

test("no more is shown than is kept, nor of a body of very many elements", async (context) => {
  if (missing) return context.skip(missing);
  const it = await inside(context);
  const page = await open(running, `http://127.0.0.1:${it.port}/`);
  it.arrive(Array.from({ length: 100_000 }, (_, at) => at));
  await come(page, 1);
  assert.match(await rows(page).innerText(), /and 99,994 more/);
  it.arrive(Array.from({ length: 400 }, () => fresh("message-sent")[0]));
  await come(page, 2, 102);
  assert.match(await rows(page).first().innerText(), /400 events, of which the first have rows/);
  const [old] = fresh("message-sent", { message: { tag: "old" } });
  it.arrive([old]);
  for (let time = 0; time < 499; time++) it.arrive(fresh("message-sent"));
  await come(page, 500);
  assert.match(await rows(page).last().innerText(), /old/);
  // What is forgotten of a message is not counted, and its row stays as long as something is left.
  it.arrive([{ ...old, type: "message-delivered" }]);
  // There are as many as before, so their number does not say that it came.
  await until(page, () => document.querySelector("#count").textContent.includes("499 pending"));
  assert.match(await rows(page).first().innerText(), /old\s+delivered[^]*●/);
  assert.doesNotMatch(await rows(page).first().innerText(), /◐/);
  assert.match(await page.locator("#count").innerText(), /500 messages sent: 1 delivered, 499 pending/);
  await page.context().close();
});

on(
  "requests to other hosts are blocked by the browser",
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
