// Texts that are not a messaging callback, and still get an answer: codes, names, IDs, pages, other products.

import assert from "node:assert/strict";
import { catalogue } from "bandwidth-callbacks/explain";
import { example, paste, testsOn, visit } from "./open.mjs";
import * as pastes from "./pastes.mjs";

const { running, site, missing } = await visit();
const on = testsOn({ running, missing, url: site?.url });

const strip = (page) => page.locator("#strip").innerText();
const title = (page) => page.locator("#strip .title").textContent();

on("what is answered by itself is not marked as a fault", async (page) => {
  for (const text of ["9902", pastes.nginx, pastes.transcript]) {
    await paste(page, text);
    assert.match(await page.locator("footer").innerText(), /^Not a payload · parsed in .* v\d/);
    assert.equal(await page.locator(".cm-lintRange, .cm-lint-marker").count(), 0);
  }
});

on("a log line without a body is named as one", async (page) => {
  await paste(page, "<34>Nov 26 16:03:12 host app[12]: started");
  assert.match(await page.locator("#strip").innerText(), /Not a callback: a log line without a body\s+syslog/);
});

on("a bare code, a name and an ID are answered", async (page) => {
  for (const [text, words] of [
    ["4720", /^✕ Error code 4720: /],
    ["4432 rejected-forbidden-country", /^✕ Error code 4432: /],
    ["errorCode: 9902", /^\? Error code 9902: /],
    ["4999", /^✕ 4999 is not a published error code/],
    ["4720, 4770", /^§ Error codes 4720, 4770$/],
    ["4720 4720", /^✕ Error code 4720: /],
    ["message-failed", /^§ Event type message-failed/],
    ["owner-mismatch", /^§ Rule owner-mismatch/],
    ["message.owner", /^§ Field message\.owner/],
    ["1784020324315kx7wq2mzd4hy5tbn", /^# Message ID of 2026-07-14 09:12:04\.315 UTC/],
    ["4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11", /^# An ID \(UUID\)/],
    ["mfa", /^§ Other product mfa/],
    ["dlr", /^§ “dlr”: \d+ entries of the reference/],
    ["RBM", /^§ “RBM”: \d+ entries/],
    ["toll-free", /^§ “toll-free”: \d+ entries/],
    ["idempotency", /^§ “idempotency”: \d+ entries/],
    ["opt-out", /^§ “opt-out”: \d+ entries/],
    ["short code", /^§ “short code”: \d+ entries/],
    ["landline", /^✕ Error code 4720: /],
    ["204", /^● HTTP status 204: the callback is accepted/],
    ["HTTP 503", /^✕ HTTP status 503: the callback is not accepted/],
    ["SMPP", /^○ “SMPP” is not in the reference/],
    ["the", /^○ “the” is not in the reference/],
  ]) {
    await paste(page, text);
    assert.match(await title(page), words, text);
    assert.equal(await page.locator("#found").innerText(), "", "no problem with a code");
  }
});

on("a bare word leads to its entries, and to the search with it", async (page) => {
  await paste(page, "dlr");
  assert.match(await page.locator("#cards").innerText(), /message-delivered/);
  await page.locator("#cards .links a", { hasText: /^9902$/ }).click();
  assert.match(await page.locator("#reference-list article.here").innerText(), /9902/);
  await page.keyboard.press("Escape");
  await page.locator("#cards .links a", { hasText: "in the reference" }).click();
  assert.equal(await page.inputValue("#reference-search"), "dlr");
  assert.match(await page.locator("#reference-list article:visible").first().innerText(), /receipt|delivered/i);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#reference-dialog[open]").count(), 0);
  // A word of the reference is not one of JSON.
  await paste(page, "true");
  assert.match(await title(page), /a boolean/);
});

on("text that is not JSON is named before the position of the error", async (page) => {
  for (const [text, words] of [
    [
      'Traceback (most recent call last):\n  File "/app/hooks.py", line 12, in receive\n' +
        "    event = request.json[0]\nTypeError: 'NoneType' object is not subscriptable\n",
      /Not a callback: TypeError: 'NoneType' object/,
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'type')\n    at receive (/app/hooks.js:12:9)\n" +
        "    at run (/app/x.js:1:1)\n",
      /Not a callback: TypeError: Cannot read/,
    ],
    ["<!doctype html><html><head><title>Log in</title></head></html>", /Not a callback: Log in/],
    ["hello there, please help", /Not a callback: /],
    ["[]", /An empty array: no events/],
    ["[{", /Not readable as JSON: .*a key in double quotes or \}/],
  ]) {
    await paste(page, text);
    assert.match(await title(page), words, text);
    assert.doesNotMatch(await strip(page), text === "[{" ? /`/ : /expected a|`/);
  }
});

on("each of Bandwidth's other products is named by what happened", async (page) => {
  for (const [name, words] of [
    ["Toll-free verification", /Toll-free \+1 888 555 0142 VERIFIED/],
    ["International A2P messaging", /International message UNDELIVERED: Undeliverable/],
    ["Messaging API V1 (Catapult)", /V1 SMS from \+1 555 555 0142: “Hello”/],
    ["Multi-Factor Authentication", /One-time code delivered/],
    ["Voice API", /Voice callback: initiate/],
    ["Endpoints", /Device connected/],
    ["Messaging API, error response", /The API rejected a request: /],
    ["Messaging API, message without its event", /A message to \+1 555 555 0142, without its event/],
    ["Multi-channel messaging, draft of May 2025", /Multi-channel message DELIVERED/],
  ]) {
    await example(page, name);
    assert.match(await title(page), words, name);
    assert.match(await strip(page), /not a messaging callback/);
    for (const action of await page.locator(".actions-list li").allInnerTexts()) assert.match(action, /[.!?]$/);
  }
  const { otherProducts } = catalogue();
  assert.equal(otherProducts.length, 9, "each of them is tested");
  // Several in one body, each by its own problems.
  const some = otherProducts.filter(({ name }) => /^(voice|mfa|international)$/.test(name));
  await paste(page, JSON.stringify(some.map(({ example }) => JSON.parse(example))));
  assert.deepEqual(await page.locator(".card .title").allInnerTexts(), [
    "●One-time code delivered",
    "✕International message UNDELIVERED: Undeliverable",
    "○Voice callback: initiate",
  ]);
});
