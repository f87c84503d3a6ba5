// The page with one text, used as a person does. Where there is no browser every test is skipped by name; in CI that is
// a failure.

import assert from "node:assert/strict";
import { parse } from "bandwidth-callbacks";
import { catalogue } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { drop, example, isRead, paste, take, testsOn, textOf, until, visit } from "./open.mjs";
import * as pastes from "./pastes.mjs";

const { running, site, missing } = await visit();

const on = testsOn({ running, missing, url: site?.url });

const strip = (page) => page.locator("#strip").innerText();
const title = (page) => page.locator("#strip .title").textContent();
const meaning = (page) => page.locator("#meaning").innerText();
const failed = JSON.stringify(sample("message-failed"));

on("any pasted text is read unchanged", async (page) => {
  const pasted = [
    failed,
    `POST /callbacks HTTP/1.1\r\nHost: example.com\r\n\r\n${failed}`,
    `2026-07-14 INFO body=${failed} status=204`,
    failed.replaceAll('"', "'"),
    JSON.stringify({ body: failed, isBase64Encoded: false, headers: {} }),
    JSON.stringify({ Records: [{ body: failed }] }),
    failed.slice(0, -4),
  ];
  for (const text of pasted) {
    await paste(page, text);
    assert.match(await strip(page), /to \+525555550142 failed[^]*4432/, text.slice(0, 60));
    assert.match(await page.locator("footer").innerText(), / · parsed in (less than 1 ms|[\d.]+ m?s)/);
  }
});

on("repairs are one line, shown with their places, applied, and undone", async (page) => {
  await example(page, "Python dict");
  const before = await textOf(page);
  await page.getByText(/^Python dict, read as JSON · \d+ change/).click();
  await page.locator(".repairs .place").first().click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor");
  await page.getByRole("button", { name: "Replace with the repaired JSON" }).click();
  await isRead(page);
  assert.equal(parse(await textOf(page)).events.length, 1);
  assert.equal(await page.locator(".repairs").count(), 0);
  await page.keyboard.press("Control+z");
  assert.equal(await textOf(page), before);
});

on("a problem leads to its place, and the place to its problem", async (page) => {
  await example(page, "to as a string, errorCode quoted");
  assert.equal(await page.locator(".cm-lintRange-warning").count(), 2);
  await page.getByText("How it differs from Bandwidth's format (2)").click();
  await page.locator(".finding .place").nth(1).click();
  assert.match(await page.locator(".finding.here").innerText(), /15:13/);
  await page.keyboard.press("Control+Home");
  await until(page, () => document.querySelectorAll(".finding.here").length === 0);
  await page.keyboard.press("F8");
  assert.match(await page.locator(".finding.here").innerText(), /7:18/);
  await page.locator("#meaning").focus();
  await page.keyboard.press("F8");
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor");
  await page.locator(".cm-lintRange-warning").first().hover();
  assert.doesNotMatch(await page.locator(".cm-tooltip").innerText(), /`/);
  assert.match(await page.locator(".cm-tooltip").innerText(), /nothing to do: .*\s+Likely cause: a mock/i);
  await page.locator(".finding summary").first().click();
  assert.match(await page.locator(".finding").first().innerText(), /nothing to do: .*\s+Likely cause: a mock/i);
});

on("a tooltip stays over the text, whichever way it was reached", async (page) => {
  await paste(page, JSON.stringify(pastes.mistakes, null, 2));
  const pane = await page.locator("#editor").boundingBox();
  const within = async () => {
    await page.locator(".cm-tooltip").waitFor();
    const { x, y, width, height } = await page.locator(".cm-tooltip").boundingBox();
    assert.ok(x >= pane.x - 1 && x + width <= pane.x + pane.width + 1, `${x} ${width}`);
    assert.ok(y >= pane.y - 1 && y + height <= pane.y + pane.height + 1, `${y} ${height}`);
  };
  await page.locator(".cm-lintRange-warning").nth(1).hover();
  await within();
  await page.mouse.move(900, 700);
  await page.locator(".cm-line").last().click();
  await page.keyboard.press("F8");
  await within();
});

on("of very many problems the worst are listed, and all are counted", async (page) => {
  const odd = JSON.stringify([{ ...pastes.delivered, nope: 1 }]);
  const broken = JSON.stringify(pastes.delivered).slice(0, 60);
  await paste(page, [...Array.from({ length: 1500 }, () => odd), broken].join("\n"));
  await page.getByText("How it differs from Bandwidth's format (1,501)").click();
  assert.match(await page.locator(".finding").first().innerText(), /error:/);
});

on("an event that was cut does not lack what follows the cut", async (page) => {
  await paste(page, '[{"type":"message-failed","time":"2026-11-26T16:03:12.971Z","message":{"id":"17957');
  assert.match(await page.locator("#strip").innerText(), /^✕\s*Message failed\s+cut off: what follows is unknown$/);
  assert.match(await page.locator("#meaning").innerText(), /The text ends before an error code/);
  // An ID of which the end is missing finds nothing.
  assert.match(await page.locator(".fact-list").innerText(), /Message ID\s+17957\s+cut off/);
  assert.match(await page.locator(".actions-list").innerText(), /search Bandwidth's Message Logs for the time\./);
});

on(
  "an event that was cut says so wherever the cut is, and a whole one without its last bracket does not",
  async (page) => {
    const whole = JSON.stringify([pastes.failedMms]);
    const after = (words, more = 0) => whole.slice(0, whole.indexOf(words) + words.length + more);
    for (const cut of [
      after('"errorCode":'),
      after('"errorCode":47'),
      after('"errorCode":4751,'),
      after('"carrierName":"T-Mobile","mess'),
      after('"message":{'),
      after('"owner":"+1'),
      after('"owner":"+19195550100",'),
      after('"segmentCount":'),
    ]) {
      await paste(page, cut);
      assert.match(await page.locator("#strip").innerText(), /failed\s+cut off: what follows is unknown/, cut);
      assert.doesNotMatch(await page.locator("#meaning").innerText(), /missing|no error code given/i, cut);
    }
    for (const cut of [after('"type":"mess'), after('"time":"2026')]) {
      await paste(page, cut);
      assert.match(await page.locator("#strip").innerText(), /Truncated before it says what happened\s+cut off/, cut);
    }
    await paste(page, whole.slice(0, -1));
    assert.match(await page.locator("#strip").innerText(), /MMS to \+1 415 555 0143 failed\s+4751/);
  },
);

on("Undo is there when there is something to undo", async (page) => {
  assert.equal(await page.locator("#undo").isVisible(), false);
  await paste(page, JSON.stringify([pastes.failedMms]));
  assert.equal(await page.locator("#undo").isVisible(), true);
});

on("the caret lights the fact it is in, and a fact leads to the text", async (page) => {
  await paste(page, JSON.stringify([pastes.failedMms], null, 2));
  await page.locator(".cm-line", { hasText: '"tag"' }).click();
  await until(page, () => document.querySelector(".fact-list .here dt")?.textContent === "Tag");
  await page.getByRole("button", { name: "Message ID", exact: true }).click();
  const marked = await page.evaluate(
    () => document.querySelector("#editor").shadowRoot.querySelector(".cm-activeLine").textContent,
  );
  assert.match(marked, /"id"/);
  await page.locator(".cm-line", { hasText: '"errorCode"' }).click();
  await until(page, () => document.querySelector(".fact-list .here dt")?.textContent === "Error code");
  // What is not among the facts is lit in the list of all fields.
  await page.getByText("All 18 fields", { exact: true }).click();
  await until(page, () => document.querySelectorAll(".fields > div").length === 18);
  await page.locator(".cm-line", { hasText: '"direction"' }).click();
  await until(page, () => document.querySelector(".fields .here dt")?.textContent === "message.direction");
});

on("a code that leaves open what became of the message does not make it a failure", async (page) => {
  const { errorCodes } = catalogue();
  for (const { code, outcome } of errorCodes.filter(({ outcome }) => outcome === "outcome-unknown")) {
    await paste(page, JSON.stringify(sample("message-failed", { errorCode: code })));
    assert.match(await title(page), /^\? Outcome unknown for /, outcome);
    assert.equal(await page.locator("#strip .title.warning").count(), 1);
    assert.doesNotMatch(await meaning(page), /Not delivered/);
  }
  await paste(page, JSON.stringify(sample("message-failed", { errorCode: 4720 })));
  assert.match(await meaning(page), /Not delivered/);
});

on("a failure without a code is a failure", async (page) => {
  await paste(page, JSON.stringify(sample("message-failed", { errorCode: undefined })));
  assert.match(await title(page), /^✕ Message to .* failed, no error code given$/);
});

on("whether to retry is what Bandwidth says of the code", async (page) => {
  await paste(page, JSON.stringify(sample("message-failed", { errorCode: 4785 })));
  assert.match(await strip(page), /retry later/);
  assert.doesNotMatch(await strip(page), /don't retry/);
});

on(
  "of a time without a zone no moment is shown",
  async (page) => {
    await paste(page, JSON.stringify(sample("message-failed", { time: "2026-07-14T09:12:07" })));
    const row = page.locator(".fact-list > div", { hasText: "Event time" });
    assert.match(
      await row.locator("dd").innerText(),
      /^2026-07-14T09:12:07\s+no time zone given, so it is not converted$/,
    );
  },
  { options: { timezoneId: "America/Denver" } },
);

on("a line that was cut says so, and nothing that only the cut explains", async (page) => {
  await paste(page, pastes.cutLine);
  assert.match(await strip(page), /to \+1 415 555 0143 failed[^]*cut off: what follows is unknown/);
  assert.doesNotMatch(await page.locator("#found").innerText(), /missing|UUID/i);
});

on("an element that is not an event is described on its own", async (page) => {
  await paste(page, '[{"type":"message-received","time":"x"},{"type":"message-snoozed","message":{}},42]');
  assert.match(await strip(page), /3 elements, none of them a messaging event/);
  assert.match(
    await meaning(page),
    /invalid event: without message[^]*Unknown event type: message-snoozed[^]*Not an event: a number/,
  );
});

on("media are named, nothing of them is fetched", async (page) => {
  const media = ["https://messaging.bandwidth.com/api/v2/users/5000001/media/7c1f6f0e/1/photo%20one.jpg"];
  await paste(page, JSON.stringify(sample("message-received", { message: { text: "hi", media, channel: "MMS" } })));
  assert.match(await meaning(page), /photo one\.jpg/);
  assert.equal(await page.locator("#meaning a[href*='messaging.bandwidth.com']").count(), 0);
});

on("STOP, START and HELP are marked", async (page) => {
  for (const [text, words] of [
    ["STOP", /Opt-out from .*: “STOP”/],
    ["stop.", /Opt-out/],
    ["Start", /Opt-in/],
    ["HELP", /Help request/],
    ["stop by at 5", /SMS from .*: “stop by at 5”/],
  ]) {
    await paste(page, JSON.stringify(sample("message-received", { message: { text } })));
    assert.match(await title(page), words);
  }
});

on("each fact is copied where it is", async (page) => {
  await paste(page, JSON.stringify([pastes.failedMms]));
  for (const [name, value] of [
    ["Copy Message ID", pastes.failedMms.message.id],
    ["Copy To", "+14155550143"],
    ["Copy Tag", "open-house"],
    ["Copy Error code", "4751"],
  ]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page
      .locator("#note")
      .getByText(/^Copied/)
      .waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), value);
  }
});

on("a problem is copied where it is", async (page) => {
  await paste(page, JSON.stringify(pastes.mistakes));
  await page.getByText("How it differs from Bandwidth's format (5)").click();
  await page.locator(".finding summary").nth(2).click();
  await page.locator(".finding").nth(2).getByRole("button", { name: "Copy the problem" }).click();
  await page.locator("#note").getByText("Copied: the problem.").waitFor();
  assert.equal(
    await page.evaluate(() => navigator.clipboard.readText()),
    "warning coerced-type at /errorCode: expected an integer, found a string; converted",
  );
});

on("a report, the events, handlers and a command are copied", async (page) => {
  await example(page, "to as a string, errorCode quoted");
  const report = await take(page, "Report for a ticket");
  assert.match(report, /\| ✕ failed \| 4432 /);
  assert.match(report, /\[coerced-type\]/);
  assert.doesNotMatch(report, /\+52|\+1555/);
  assert.match(await take(page, "Report with phone numbers"), /\+525555550142/);
  assert.equal(JSON.parse(await take(page, "Report as JSON")).diagnostics.length, 2);
  assert.equal(JSON.parse(await take(page, "Events as JSON"))[0].errorCode, 4432);
  assert.match(await take(page, "Handler in TypeScript"), /createReceiver[^]*"message-failed": async \(event\)/);
  assert.match(await take(page, "Handler in Rust"), /CallbackEvent::MessageFailed\(event\) => /);
  await paste(page, pastes.python);
  assert.match(await take(page, "curl command"), /--data-binary '\[\{'\\''time/, "what was pasted, not its repair");
  await paste(page, pastes.nginx);
  await page.click("#copy");
  assert.equal(await page.getByRole("menuitem", { name: /Handler|curl/ }).count(), 0);
});

on("Format lays out the text, Clear empties it, and both can be undone", async (page) => {
  const text = '[{"a":1.10,"a":[],"b":{"c":"x,y: {z}"}}]';
  await paste(page, text);
  await page.click("#format");
  assert.match(await textOf(page), /^\[\n {2}\{\n {4}"a": 1\.10,\n {4}"a": \[\],/);
  await page.click("#undo");
  assert.equal(await textOf(page), text);
  await page.click("#clear");
  await page.locator("#note").getByRole("button", { name: "Undo" }).click();
  await isRead(page);
  assert.equal(await textOf(page), text);
});

on("every replacement of the text can be undone", async (page) => {
  await paste(page, "[42]");
  for (const replace of [() => example(page, "message-read"), () => drop(page, ["other.json", Buffer.from("[7]")])]) {
    await replace();
    await page.locator("#note").getByRole("button", { name: "Undo" }).click();
    await isRead(page);
    assert.equal(await textOf(page), "[42]");
  }
});

on("every example is what its group says", async (page) => {
  await page.click("#examples");
  await page.locator(".menu:popover-open").waitFor();
  const groups = await page.evaluate(() =>
    [...document.querySelectorAll(".menu [role=group]")].flatMap((group) =>
      [...group.querySelectorAll("[role=menuitem]")].map((item) => [
        group.getAttribute("aria-label"),
        item.textContent,
      ]),
    ),
  );
  assert.ok(groups.length > 20);
  await page.keyboard.press("Escape");
  for (const [group, name] of groups) {
    await example(page, name);
    await isRead(page);
    const said = await strip(page);
    if (group === "Other products") assert.match(said, /not a messaging callback/, name);
    else assert.match(said, /delivered|failed|handed|sent|read by|from|Tapped|Location|502/, name);
  }
});
