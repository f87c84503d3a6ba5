// The listener's page, used as a person does, while callbacks arrive.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { listening } from "../desk.mjs";
import { post, send } from "../receiving.mjs";
import { come, count, fresh, History, missing, on, pageOf, receiver, rows, running } from "./listening.mjs";
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
  const elements = [...fresh("message-sent"), { type: "message-snoozed", canary: Math.random() }, Math.random()];
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

test("a receiver with credentials explains the first request, which has none", async (context) => {
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

test("no more is shown than is kept, and a body of very many elements takes few lines", async (context) => {
  if (missing) return context.skip(missing);
  const it = await inside(context);
  const page = await open(running, `http://127.0.0.1:${it.port}/`);
  it.arrive(Array.from({ length: 100_000 }, (_, at) => at));
  await come(page, 1);
  assert.match(await rows(page).innerText(), /and 99,994 more/);
  for (let time = 0; time < 520; time++) it.arrive(fresh("message-sent"));
  await until(page, (last) => document.querySelector("#list").textContent.includes(last), `fresh${count()}`);
  assert.equal(await rows(page).count(), 500);
  assert.match(await rows(page).last().innerText(), new RegExp(`fresh${count() - 499}\\b`));
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
