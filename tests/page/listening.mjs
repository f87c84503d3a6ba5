// Opens the listener's page in a browser, with a listener of its own. Where there is no browser every test is skipped
// by name; in CI that is a failure.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sample } from "bandwidth-callbacks/samples";
import { listening, parts } from "../desk.mjs";
import { send } from "../receiving.mjs";
import { open, until, visit } from "./open.mjs";

export const { running, missing } = await visit();
export const receiver = missing ? undefined : await listening();
export const { History, page: pageOf } = missing ? {} : await parts();
let made = 0;
/** An event that was not sent before. */
export const fresh = (type, overrides = {}) =>
  sample(type, { ...overrides, message: { ...overrides.message, id: `1784020324315fresh${++made}` } });

/**
 * A test on a fresh page before any callback. It fails for console errors that `allowed` does not match, and for
 * requests to other hosts.
 */
export function on(name, work, { options, allowed = /^$/, at = receiver } = {}) {
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

export const rows = (page) => page.locator(".arrival");
/** So many requests are there, and counted, which comes a moment later; so many rows, if there are not as many. */
export const come = (page, number, shown = number) =>
  until(
    page,
    ([number, shown]) => {
      const counts = [...document.querySelector("#count").textContent.matchAll(/([\d,]+) (?:callbacks?|rejected)/g)];
      const sum = counts.reduce((sum, [, count]) => sum + Number(count.replaceAll(",", "")), 0);
      return document.querySelectorAll(".arrival").length === shown && sum === number;
    },
    [number, shown],
  );
