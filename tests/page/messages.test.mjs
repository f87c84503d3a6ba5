// Several messages at once: one row for each message and recipient, filters, a detail beside it. The same for a log.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { summarize } from "bandwidth-callbacks-logs";
import { sample } from "bandwidth-callbacks/samples";
import { drop, example, isRead, open, paste, testsOn, textOf, until, visit } from "./open.mjs";
import { batch, failedMms } from "./pastes.mjs";

const { running, site, missing } = await visit();
const on = testsOn({ running, missing, url: site?.url });

const rows = (page) => page.locator(".rows [role=row]");
const chip = (page, name) => page.locator(".chip", { hasText: name });
const countOf = async (page, name) =>
  Number((await chip(page, name).locator(".count").innerText()).replaceAll(",", ""));
const selected = (page) => page.locator(".rows [aria-selected=true]");

on("a row for each message and recipient, failures first, copies as a count", async (page) => {
  await paste(page, JSON.stringify(batch));
  assert.equal(await rows(page).count(), 12);
  const outcomes = await page.locator(".rows .outcome").allInnerTexts();
  assert.deepEqual([...new Set(outcomes)], ["failed", "delivered", "received"]);
  assert.match(await rows(page).nth(0).innerText(), /\+1 415 555 0142[^]*order-102[^]*failed[^]*4720[^]*5\.0 s/);
  assert.match(await page.locator(".rows .who").last().innerText(), /“ok 5”/);
  assert.match(await rows(page).nth(6).innerText(), /“STOP”[^]*opt-out/);
});

on("chips, codes, bars and words filter; the counts agree", async (page) => {
  await paste(page, JSON.stringify(batch));
  assert.match(await chip(page, "Failed").innerText(), /Failed\s*2/);
  await chip(page, "Failed").click();
  await page.getByText(/^2 of 12 messages/).waitFor();
  assert.equal(await rows(page).count(), 2);
  assert.equal(await chip(page, "Failed").getAttribute("aria-pressed"), "true");
  await chip(page, "4770").click();
  await page.getByText(/^1 of 12 messages/).waitFor();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByText(/^12 messages$/).waitFor();
  for (const [words, count] of [
    ["failed 4720", 1],
    ["4155550143", 2],
    ["order-105", 1],
    ["duplicate", 8],
    ["stop", 1],
    [batch[0].message.id, 1],
    ["nothing like it", 0],
  ]) {
    await page.fill("#filter", words);
    await until(page, (count) => document.querySelector(".shown").textContent.startsWith(`${count} of 12`), count);
  }
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.locator(".bars button:not([disabled])").last().click();
  await until(page, () => /^[1-6] of 12/.test(document.querySelector(".shown").textContent));
});

on("a carrier says how many of its messages failed", async (page) => {
  const of = (id, rest) => ({ ...failedMms, ...rest, message: { ...failedMms.message, id: `179570899065${id}x` } });
  const delivered = { type: "message-delivered", errorCode: undefined };
  await paste(page, JSON.stringify([of(1, {}), of(2, delivered), of(3, delivered), of(4, { carrierName: "Verizon" })]));
  assert.equal(await chip(page, "T-Mobile").innerText(), "T-Mobile 3 33.3% failed");
  await chip(page, "Verizon").click();
  await page.getByText(/^1 of 4 messages/).waitFor();
});

on("a head sorts by its column, and says which way", async (page) => {
  await paste(page, JSON.stringify(batch));
  for (const [head, order, top] of [
    ["Took", "descending", /order-10[0-5]/],
    ["To / from", "ascending", /0140/],
    ["Outcome", "ascending", /order-102/],
  ]) {
    await page.locator("#messages .heads").getByRole("button", { name: head }).click();
    await until(page, (head) => document.querySelector("[aria-sort]").textContent.startsWith(head), head);
    assert.equal(await page.locator("[aria-sort]").getAttribute("aria-sort"), order);
    await until(page, (top) => new RegExp(top).test(document.querySelector(".rows .who").textContent), top.source);
  }
});

on("the detail follows the selection, and the list stays in sight", async (page) => {
  await paste(page, JSON.stringify(batch));
  await page.locator("#messages").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await selected(page).count(), 1);
  assert.equal(await selected(page).getAttribute("aria-rowindex"), "4");
  const active = await page.locator("#messages").getAttribute("aria-activedescendant");
  assert.equal(await selected(page).getAttribute("id"), active);
  await until(page, () => /delivered/.test(document.querySelector("#cards .title")?.textContent));
  assert.equal(await page.evaluate(() => document.activeElement.id), "messages");
  assert.equal(await selected(page).isVisible(), true);
  assert.equal(await page.locator("#messages .heads").isVisible(), true);
  assert.match(await page.locator(".event-list").innerText(), /message-sent[^]*message-delivered[^]*again[^]*again/);
});

on("the payload of an event is one step away, and scrolls to it", async (page) => {
  await paste(page, JSON.stringify(batch, null, 2));
  await page.click("#show-payload");
  assert.equal(await page.locator("#editor").isVisible(), true);
  const line = await page.evaluate(() => {
    const root = document.querySelector("#editor").shadowRoot;
    const active = root.querySelector(".cm-activeLine");
    const lines = [...root.querySelectorAll(".cm-line")];
    return lines
      .slice(lines.indexOf(active))
      .map(({ textContent }) => textContent)
      .join("\n")
      .slice(0, 400);
  });
  assert.match(line, /^ {2}\{[^]*"message-failed"/);
  // The other way: the event that holds the caret is the one that is shown.
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await until(page, () => /“ok 5”/.test(document.querySelector("#cards .title")?.textContent));
  await page.getByRole("button", { name: "← All messages" }).first().click();
  assert.equal(await page.locator("#messages").isVisible(), true);
});

on("failed and delivered of one message, late and repeated events are said", async (page) => {
  const [failed, delivered, sent] = ["message-failed", "message-delivered", "message-sent"].map((type) => ({
    ...failedMms,
    type,
    ...(type === "message-failed" ? {} : { errorCode: undefined }),
  }));
  sent.time = "2026-11-26T16:03:11.000Z";
  await paste(page, JSON.stringify([failed, delivered, sent, sent]));
  assert.match(
    await page.locator("#strip").innerText(),
    /1 message sent: 1 failed · 1 reported both failed and delivered\s+4 events, 1 duplicate, 2 out of order/,
  );
  assert.match(await rows(page).first().innerText(), /also reported delivered[^]*out of order/);
});

on("what is counted is what the package counts", async (page) => {
  const types = [
    "message-sent",
    "message-delivered",
    "message-failed",
    "message-read",
    "message-received",
    "suggestion-response",
  ];
  let seed = 7;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  const bodies = Array.from({ length: 400 }, () => {
    const type = types[random(types.length)];
    const [event] = sample(type);
    const inbound = type === "message-received" || type === "suggestion-response";
    const id = `${inbound ? "in" : "17840203243"}${String(random(60)).padStart(18, "a")}`;
    return JSON.stringify([
      {
        ...event,
        ...(type === "message-failed" && { errorCode: [4720, 9902, 4770][random(3)] }),
        to: inbound ? event.to : `+1415555010${random(3)}`,
        message: { ...event.message, id },
      },
    ]);
  });
  const text = bodies.join("\n");
  const { messages } = await summarize(text);
  const sum = (codes) => codes.reduce((total, { messages }) => total + messages, 0);
  await paste(page, text);
  const said = {};
  for (const name of ["Failed", "Unknown", "Delivered", "Pending", "Received", "Contradictory"])
    said[name] = await countOf(page, name);
  assert.deepEqual(said, {
    Failed: sum(messages.failed),
    Unknown: sum(messages.outcomeUnknown),
    Delivered: messages.delivered,
    Pending: messages.open,
    Received: messages.received,
    Contradictory: messages.contradicted,
  });
  const { duplicates, late } = messages;
  assert.match(
    await page.locator("#strip").innerText(),
    new RegExp(`400 events, ${duplicates} duplicates, ${late} out of order`),
  );
});

on("the number on a chip is that of the messages that it leaves", async (page) => {
  const late = batch.flatMap((event) =>
    event.type === "message-delivered" ? [{ ...event, type: "message-sending" }] : [],
  );
  const none = { ...batch.find(({ type }) => type === "message-failed"), errorCode: undefined };
  const other = { ...none.message, id: "1795708798000hhq6x3yexample99" };
  const carrier = { ...none, carrierName: "Verizon", message: other };
  const opposite = { ...batch.find(({ type }) => type === "message-delivered"), to: none.to, message: other };
  await paste(page, JSON.stringify([...batch, ...late, none, carrier, opposite]));
  const all = await page.locator(".chip:not([disabled])").count();
  assert.ok(all >= 11);
  for (let at = 0; at < all; at++) {
    const one = page.locator(".chip:not([disabled])").nth(at);
    const count = Number(await one.locator(".count").innerText());
    await one.click();
    await until(
      page,
      (count) => {
        const said = Number.parseInt(document.querySelector(".shown").textContent, 10);
        return said === count && Number(document.querySelector("#messages").ariaRowCount ?? 0) === count + 1;
      },
      count,
    ).catch((error) => assert.fail(`${at}: ${error}`));
    if (at > 0) await one.click();
    await page.getByText(/^13 messages$/).waitFor();
  }
});

on("messages are grouped by carrier or hour, and a group leads to its messages", async (page) => {
  const of = (id, { time = "2026-11-26T16:03:10.671Z", ...rest }) => ({
    ...failedMms,
    ...rest,
    message: { ...failedMms.message, time, id: `179570899065${id}x` },
  });
  const delivered = { type: "message-delivered", errorCode: undefined };
  await paste(
    page,
    JSON.stringify([
      of(1, {}),
      of(2, delivered),
      of(3, { ...delivered, time: "2026-11-26T14:59:59.999Z" }),
      of(4, { carrierName: "Verizon" }),
      of(5, { carrierName: undefined }),
    ]),
  );
  await page.keyboard.press("g");
  assert.equal(await page.evaluate(() => document.activeElement.id), "by");
  await page.keyboard.press("c");
  await page.getByText("2 carriers: 5 messages", { exact: true }).waitFor();
  const groups = () => page.locator("#groups .rows [role=row]").allInnerTexts();
  const plain = async () => (await groups()).map((row) => row.replace(/\s+/g, " "));
  assert.deepEqual(await plain(), [
    "T-Mobile 3 ✕ 1 failed 33.3% ● 2 delivered",
    "Verizon 1 ✕ 1 failed 100.0%",
    "No carrier named 1 ✕ 1 failed 100.0%",
  ]);
  // The filters are those of the messages.
  await page.locator("[data-part*=outcome]", { hasText: "Failed" }).click();
  await page.getByText("2 carriers: 3 of 5 messages, 3 events", { exact: true }).waitFor();
  assert.equal((await plain())[0], "T-Mobile 1 ✕ 1 failed 100.0%");
  await chip(page, "All").click();
  await page.getByText("2 carriers: 5 messages", { exact: true }).waitFor();
  await page.locator("#groups").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  await until(page, () => /Verizon: 1 message sent: 1 failed/.test(document.querySelector("#cards").textContent));
  assert.match(await page.locator("#cards").innerText(), /4751[^]*1 message/);
  const active = await page.locator("#groups").getAttribute("aria-activedescendant");
  assert.equal(await page.locator("#groups [aria-selected=true]").getAttribute("id"), active);
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.getByText(/^3 of 5 messages, 3 events$/).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "messages");
  assert.equal(await chip(page, "T-Mobile").getAttribute("aria-pressed"), "true");
  await until(page, () => /Message ID/.test(document.querySelector("#cards").textContent));
  // Another grouping is one of all messages again; the hour is that of the creation.
  await page.locator("#by").selectOption("carrier");
  await page.getByText("2 carriers: 5 messages", { exact: true }).waitFor();
  await page.locator("#by").selectOption("hour");
  await page.getByText("2 hours: 5 messages", { exact: true }).waitFor();
  assert.match((await plain())[0], /^2026-11-26 14:00 1 ● 1 delivered$/);
  await page.locator("#groups .rows [role=row]").first().click();
  await page.getByRole("button", { name: "Show this message" }).click();
  await page.getByText(/^1 of 5 messages/).waitFor();
  assert.equal(await countOf(page, "created 2026-11-26 14:00 UTC"), 1);
  await chip(page, "created 2026-11-26 14:00 UTC").click();
  await page.getByText("5 messages", { exact: true }).waitFor();
});

on("the latency of a pasted list is below it, as the package counts it", async (page) => {
  const text = JSON.stringify([...batch, failedMms]);
  const { latency } = await summarize(text);
  await paste(page, text);
  await page.getByText("Latency p50 p90 p99 · carriers").click();
  const table = page.locator(".log-more .types");
  await table.waitFor();
  const said = await table
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map(({ cells }) => [...cells].map(({ innerText }) => innerText)));
  const shown = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
  const expected = latency.map(({ type, events, p50, p90, p99, max }) =>
    [type, String(events), ...[p50, p90, p99, max].map(shown)].join(" "),
  );
  assert.deepEqual(said.map(([type, ...cells]) => [type.slice(1), ...cells].join(" ")).sort(), expected.sort());
  assert.match(await page.getByRole("region", { name: "Events by carriers" }).innerText(), /T-Mobile\s+1/);
});

on("several short files are one batch with the file as a column", async (page) => {
  const [delivered, failed] = ["message-delivered", "message-failed"].map((type) =>
    JSON.stringify(sample(type), null, 2),
  );
  await drop(page, ["delivered.json", delivered], ["failed.json", failed]);
  await until(page, () => /2 messages sent: 1 delivered, 1 failed/.test(document.querySelector("#strip").textContent));
  assert.match(await page.locator("#strip").innerText(), /2 files/);
  assert.match(await rows(page).nth(0).innerText(), /failed\.json/);
  assert.match(await rows(page).nth(1).innerText(), /delivered\.json/);
});

on(
  "on a phone each row is two lines, and the detail is a page with a way back",
  async (page) => {
    await paste(page, JSON.stringify(batch));
    assert.equal(await page.locator("#meaning").isVisible(), false);
    await rows(page).nth(1).click();
    assert.match(await page.locator("#meaning").innerText(), /4770/);
    assert.equal(await page.locator("#messages").isVisible(), false);
    await page.locator("#from-detail").click();
    assert.equal(await page.locator("#messages").isVisible(), true);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    const { height } = await rows(page).nth(0).boundingBox();
    assert.equal(height, 56);
  },
  { options: { viewport: { width: 390, height: 844 } } },
);

test("fifty thousand events in a gzip file: the page never freezes", async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  const [event] = sample("message-delivered");
  const lines = Array.from({ length: 50_000 }, (_, at) =>
    JSON.stringify([
      { ...event, message: { ...event.message, id: `1784020324315${String(at % 40_000).padStart(16, "a")}` } },
    ]),
  );
  const file = [...gzipSync(lines.join("\n"), { level: 1 })];
  const [longest, first] = await page.evaluate(async (file) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(file)], "events.jsonl.gz"));
    const since = performance.now();
    let last = since;
    let longest = 0;
    let first;
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      if (first === undefined && document.querySelector(".rows [role=row] .who")) first = last - since;
    }, 5);
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    while (!document.body.classList.contains("summed")) await new Promise((resolve) => setTimeout(resolve, 20));
    clearInterval(timer);
    return [longest, first];
  }, file);
  // Said, not asserted: how long depends on the machine. That it is there and ends is what is tested.
  console.log(`50,000 events: first rows after ${Math.round(first)} ms, longest pause ${Math.round(longest)} ms`);
  assert.match(
    await page.locator("#strip").innerText(),
    /40,000 messages sent: 40,000 delivered\s+50,000 events, 10,000 duplicates/,
  );
  assert.ok((await rows(page).count()) < 80);
  await page.locator("#messages").focus();
  await page.keyboard.press("End");
  await until(
    page,
    () => document.querySelector(".rows [aria-selected=true]")?.getAttribute("aria-rowindex") === "40001",
  );
  const took = await page.evaluate(async () => {
    const since = performance.now();
    [...document.querySelectorAll(".chip")].find(({ textContent }) => /With duplicates/.test(textContent)).click();
    while (!/^10,000 of 40,000/.test(document.querySelector(".shown").textContent))
      await new Promise((resolve) => setTimeout(resolve, 2));
    return performance.now() - since;
  });
  console.log(`a filter of 40,000 messages: ${Math.round(took)} ms`);
  await page.context().close();
});

on("a large text that is pasted is listed as well", async (page) => {
  const event = (_, at) => {
    const message = { ...failedMms.message, id: `179579539065${at}hhq6x3yexample` };
    return JSON.stringify({ ...failedMms, message });
  };
  const text = `[${Array.from({ length: 2000 }, event).join(",\n")}]`;
  await paste(page, text);
  await page.getByText("2,000 messages", { exact: true }).waitFor();
  assert.equal((await textOf(page)).length > 0, true);
  await example(page, "message-read");
  await isRead(page);
  assert.equal(await page.locator("#messages").count(), 0);
});
