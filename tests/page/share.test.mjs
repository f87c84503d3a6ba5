// Links keep what was pasted, and opening one loses no text.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { build } from "esbuild";
import { elements, recover } from "bandwidth-callbacks";
import { catalogue } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { at } from "../../scripts/run.mjs";
import { isRead, open, paste, testsOn, textOf, until, visit } from "./open.mjs";
import * as pastes from "./pastes.mjs";

const { running, site, missing } = await visit();
const on = testsOn({ running, missing, url: site?.url });

/** The link to a pasted text. */
async function link(page, redacted) {
  await page.evaluate(() => (document.querySelector("#share-link").value = ""));
  await page.click("#share");
  await until(page, () => document.querySelector("#share-link").value !== "");
  if (!redacted) {
    const before = await page.inputValue("#share-link");
    await page.uncheck("#share-hides");
    await until(page, (before) => !["", before].includes(document.querySelector("#share-link").value), before);
  }
  const made = await page.inputValue("#share-link");
  await page.keyboard.press("Escape");
  return made;
}

on("a link holds exactly what was pasted, and is read the same", async (page) => {
  for (const text of [
    pastes.python,
    pastes.ruby,
    pastes.transcript,
    pastes.nginx,
    JSON.stringify([pastes.failedMms]),
  ]) {
    await paste(page, text);
    const other = await open(running, await link(page, false));
    await isRead(other);
    assert.equal((await textOf(other)).replace(/\r/g, "").trim(), text.replace(/\r/g, "").trim());
    assert.equal(await other.locator("#strip").innerText(), await page.locator("#strip").innerText());
    assert.equal(await other.locator("#found").innerText(), await page.locator("#found").innerText());
    await other.context().close();
  }
});

on("a redacted link says so, keeps the format, and names no one", async (page) => {
  await paste(page, pastes.python.replace("'text': ''", "'text': 'Meet me at Ann\\'s'"));
  const made = await link(page, true);
  assert.match(made, /&redacted$/);
  const other = await open(running, made);
  await isRead(other);
  const text = await textOf(other);
  assert.match(text, /^\[\{'time': '2026-11-26T16:03:12\.971Z', 'type': 'message-failed'/);
  assert.doesNotMatch(text, /Ann|4155550143|9195550100|hhq6x3y|93de2206/);
  assert.match(await other.locator("#strip").innerText(), /failed[^]*4720[^]*Redacted before it was shared/);
  assert.match(await other.locator(".repairs").innerText(), /Python dict/);
  assert.doesNotMatch(await other.locator("#meaning").innerText(), /1970/);
  await other.context().close();
});

on("a text that can't be redacted in its own format says so before it is shared", async (page) => {
  const said = async (text) => {
    await paste(page, text);
    await link(page, true);
    return page.locator("#share-size").textContent();
  };
  const body = JSON.stringify([pastes.failedMms]);
  assert.match(await said(Buffer.from(body).toString("base64")), /: only the events, because this text can't be/);
  assert.doesNotMatch(await said(body), /only the events/);
});

on("a redacted verification keeps its status and reason code", async (page) => {
  await paste(page, JSON.stringify(pastes.denied));
  const other = await open(running, await link(page, true));
  assert.match(await other.locator("#strip").innerText(), /UNVERIFIED[^]*reason code 511/);
  assert.doesNotMatch(await textOf(other), /5000001|8885550142/);
  await other.context().close();
});

/** The page's own redaction, as Node runs it. */
async function redactedText() {
  const outfile = at("target/handler", "redact-text.mjs");
  await build({
    entryPoints: [at("www/redact-text.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outfile,
  });
  const { redactedText } = await import(outfile);
  return (text) => redactedText(text, { recover });
}

/** What a reader learns of a text: what is wrong with it, and what was done to read it. */
const diagnosis = (text) => {
  const report = recover(text);
  const { diagnostics, repairs } = report;
  return {
    elements: elements(report).map(({ kind, value }) => (kind === "event" ? [value.type, value.errorCode] : kind)),
    diagnostics: diagnostics.map(({ rule, path }) => `${rule} ${path}`),
    repairs: repairs.map(({ repair }) => repair),
  };
};

test("diagnosis(redacted) = diagnosis(original), and no number is left", async () => {
  const redacted = await redactedText();
  const texts = [
    ...catalogue().events.map(({ name }) => JSON.stringify(sample(name), null, 2)),
    ...catalogue().otherProducts.map(({ example }) => example),
    ...Object.values(pastes).map((it) => (typeof it === "string" ? it : JSON.stringify(it))),
    "4720",
    "message-failed",
  ];
  for (const text of texts) {
    const { text: copy, isEvents } = redacted(text);
    assert.equal(isEvents, false);
    assert.deepEqual(diagnosis(copy), diagnosis(text), text.slice(0, 80));
    for (const { message } of recover(text).events)
      for (const secret of [message.id, message.from, message.text].filter(
        (words) => words?.length > 4 && !/^\+1555555/.test(words),
      ))
        assert.ok(!copy.includes(secret), `${secret} in ${copy.slice(0, 200)}`);
  }
});

test("diagnosis(redacted) = diagnosis(original) for what people paste", async () => {
  const redacted = await redactedText();
  const folder = at("tests/cases/recover");
  const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  const cases = names.map((name) => ({ name, body: readFileSync(`${folder}/${name}`, "utf8") }));
  const pasted = JSON.parse(readFileSync(at("tests/pastes.json"), "utf8"));
  // Of a text that was encoded, the events are given: what nothing encodes any more is in no doubt.
  const settled = /^(uncertain-value|coerced-type) /;
  const differing = [];
  for (const { texts, most, isSettled } of [
    { texts: cases, most: 20, isSettled: () => false },
    { texts: pasted, most: 112, isSettled: (it) => settled.test(it) },
  ]) {
    let given = 0;
    for (const { name, body } of texts.filter((it) => recover(it.body).events.length > 0)) {
      const { text, isEvents } = redacted(body);
      const [one, other] = [diagnosis(body), diagnosis(text)];
      if (isEvents) {
        given++;
        one.repairs = []; // there is nothing left to undo
        one.diagnostics = one.diagnostics.filter((it) => !isSettled(it));
      }
      if (JSON.stringify(one) !== JSON.stringify(other)) differing.push(name);
    }
    assert.ok(given <= most, `of ${given} of ${texts.length} only the events are given`);
  }
  assert.deepEqual(differing, []);
});

on("the way back never replaces a person's own text", async (page) => {
  await paste(page, JSON.stringify(sample("message-failed")));
  const made = await link(page, false);
  const other = await open(running, made);
  const steps = () => other.evaluate(() => history.length);
  const before = await steps();
  await other.getByRole("link", { name: "4432 in the reference" }).click();
  await other.waitForSelector("#reference-dialog[open]");
  await other.keyboard.press("Escape");
  assert.equal(await steps(), before, "an entry is no step that Back could undo");
  await paste(other, "[42]");
  // Another link in the same tab asks first.
  await other.evaluate(() => history.replaceState(null, "", "#"));
  await other.evaluate((hash) => (location.hash = hash), new URL(made).hash);
  await other.locator("#note").getByRole("button", { name: "Open it" }).click();
  await isRead(other);
  assert.match(await textOf(other), /message-failed/);
  await other.context().close();
});

on("a damaged link is reported", async (page) => page.locator("#note").getByText("This link is damaged.").waitFor(), {
  hash: "#text=%%%",
});
