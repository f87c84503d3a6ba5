// `npm run screenshots`: the page and the listener's in each of their states, light and dark, wide and narrow, into
// target/screenshots. The two that documents show are written to www/pictures. `npm run screenshots -- failed log`
// takes only those states.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { example, launch, open, paste, serve } from "../tests/page/open.mjs";
import { post, send } from "../tests/receiving.mjs";
import { build } from "./build.mjs";
import { withPalette } from "./picture.mjs";
import { asProgram, at } from "./run.mjs";

/** They use the package, which is there when it is built. */
const pastes = () => import("../tests/page/pastes.mjs");
const pasted = (pick) => async (page) => {
  const text = pick(await pastes());
  await paste(page, typeof text === "string" ? text : JSON.stringify(text, null, 2));
};

const states = {
  empty: async () => {},
  failed: pasted(({ failedMms }) => [failedMms]),
  delivered: pasted(({ delivered }) => [delivered]),
  problems: async (page) => {
    await pasted(({ mistakes }) => mistakes)(page);
    await page.locator(".findings > details > summary").click();
    await page.locator(".finding summary").nth(2).click();
    await page.locator(".finding").last().scrollIntoViewIfNeeded();
  },
  repaired: pasted(({ python }) => python),
  received: (page) => example(page, "message-received"),
  tapped: (page) => example(page, "suggestion-response"),
  "other-product": pasted(({ denied }) => denied),
  "error-page": pasted(({ nginx }) => nginx),
  transcript: pasted(({ transcript }) => transcript),
  code: pasted(() => "9902"),
  word: pasted(() => "dlr"),
  several: pasted(({ batch }) => batch),
  payload: async (page) => {
    await pasted(({ batch }) => batch)(page);
    if ((await page.viewportSize()).width < 800) await page.locator(".rows [role=row]").first().click();
    await page.click("#show-payload");
  },
  log: async (page) => {
    const { log } = await import("../tests/page/logs.mjs");
    await page.setInputFiles("#open-files", { name: "2026-07-14.jsonl", mimeType: "", buffer: log });
    await page.waitForSelector("body.summed");
  },
  summary: async (page) => {
    await states.log(page);
    await page.locator(".log-more > summary").click();
  },
  grouped: async (page) => {
    await states.log(page);
    await page.selectOption("#by", "hour");
    await page.locator("#groups .rows").waitFor();
  },
  message: async (page) => {
    await pasted(({ batch }) => batch)(page);
    await page.locator(".rows [role=row]").first().click();
    await page.locator("#show-payload").scrollIntoViewIfNeeded();
  },
  fields: async (page) => {
    await example(page, "message-received");
    for (const title of [/^All \d+ fields$/, "Text and segments"]) await page.getByText(title, { exact: true }).click();
  },
  cut: pasted(() => '[{"type":"message-failed","time":"2026-11-26T16:03:12.971Z","message":{"id":"17957'),
  examples: (page) => page.click("#examples"),
  privacy: (page) => page.click("#check"),
  reference: async (page) => {
    await page.click("#reference");
    await page.fill("#reference-search", "opt-out");
  },
  share: async (page) => {
    await pasted(({ failedMms }) => [failedMms])(page);
    await page.click("#share");
  },
  help: (page) => page.click("#help"),
};

const row = (page, words) => page.locator(".arrival", { hasText: words }).locator("button.head").first();
/** Of the listener's page, before and after the first callbacks. */
const waitingStates = { "listener-waiting": async () => {} };
const listenerStates = {
  "listener-messages": (page) => row(page, "opt-out").waitFor(),
  "listener-message": (page) => row(page, "4720").click(),
  "listener-request": (page) => row(page, "verification").click(),
  "listener-problems": async (page) => {
    await row(page, "warnings").click();
    await page.locator(".finding summary").nth(2).click();
    await page.locator(".findings").scrollIntoViewIfNeeded();
  },
};

/** Posts what a listener gets in a few minutes: messages with duplicates, a verification, mistakes, a wrong path. */
async function arrive(url) {
  const { batch, denied, mistakes, nginx } = await pastes();
  for (const event of batch) await post(url, [event]);
  await post(url, mistakes);
  await send(url, { body: nginx });
  await post(new URL("/webhooks", url), batch.slice(0, 1));
  await post(url, denied);
}

/** A listener of its own, on free ports. */
async function listener() {
  const child = spawn(process.execPath, [
    at("packages/cli/bandwidth-callbacks.js"),
    ...["listen", "--port", "0", "--page-port", "0"],
  ]);
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (said += text));
  while (!/Ctrl\+C stops it/.test(said)) await once(child.stdout, "data");
  const found = (what) => new RegExp(`${what} +(\\S+)`).exec(said)[1];
  return { callbacks: found("Callbacks go to"), page: found("Watch them arrive at"), end: () => child.kill() };
}

/** Each state that was asked for, in each theme and size. */
async function take(browser, url, states, asked) {
  for (const [state, reach] of Object.entries(states)) {
    if (asked.length > 0 && !asked.includes(state)) continue;
    for (const colorScheme of ["light", "dark"]) {
      for (const [kind, viewport] of [
        ["wide", { width: 1200, height: 760 }],
        ["narrow", { width: 375, height: 812 }],
      ]) {
        const page = await open(browser, url, { colorScheme, viewport, deviceScaleFactor: 1 });
        await reach(page);
        await page.waitForTimeout(200);
        await page.screenshot({ path: at("target/screenshots", `${state}-${kind}-${colorScheme}.png`) });
        await page.context().close();
      }
    }
  }
}

async function screenshots() {
  await build();
  const asked = process.argv.slice(2);
  const [browser, site, listening] = [await launch(), await serve(), await listener()];
  mkdirSync(at("target/screenshots"), { recursive: true });
  try {
    await take(browser, site.url, states, asked);
    await take(browser, listening.page, waitingStates, asked);
    await arrive(listening.callbacks);
    await take(browser, listening.page, listenerStates, asked);
  } finally {
    await browser.close();
    site.close();
    listening.end();
  }
  mkdirSync(at("www/pictures"), { recursive: true });
  for (const name of ["failed-wide-light.png", "several-wide-dark.png"])
    if (asked.length === 0)
      writeFileSync(at("www/pictures", name), withPalette(readFileSync(at("target/screenshots", name))));
}

await asProgram(import.meta.url, screenshots);
