// `npm run screenshots`: the page in seven states, light and dark, wide and narrow, into target/screenshots. The two
// that README shows are written to www/pictures.

import { copyFileSync, mkdirSync } from "node:fs";
import { example, launch, open, serve } from "../tests/page/open.mjs";
import { build } from "./build.mjs";
import { asProgram, at } from "./run.mjs";

const states = {
  empty: async () => {},
  failed: (page) => example(page, "message-failed"),
  findings: async (page) => {
    await example(page, "A recipient as text, a code in quotes");
    await page.locator(".findings .place").first().click();
  },
  repaired: (page) => example(page, "Printed by Python"),
  several: (page) => example(page, "One message's life, with a duplicate"),
  log: async (page) => {
    // It uses the package, which is there when it is built.
    const { log } = await import("../tests/page/logs.mjs");
    await page.setInputFiles("#open-files", { name: "2026-07-14.jsonl", mimeType: "", buffer: log });
    await page.waitForSelector(".log-head");
  },
  reference: async (page) => {
    await page.click("#reference");
    await page.fill("#reference-search", "carrier");
  },
};

async function screenshots() {
  await build();
  const [browser, site] = [await launch(), await serve()];
  mkdirSync(at("target/screenshots"), { recursive: true });
  try {
    for (const colorScheme of ["light", "dark"]) {
      for (const [kind, viewport] of [
        ["wide", { width: 1200, height: 760 }],
        ["narrow", { width: 375, height: 812 }],
      ]) {
        for (const [state, reach] of Object.entries(states)) {
          const page = await open(browser, site.url, { colorScheme, viewport, deviceScaleFactor: 1 });
          await reach(page);
          await page.waitForTimeout(200);
          await page.screenshot({ path: at("target/screenshots", `${state}-${kind}-${colorScheme}.png`) });
          await page.context().close();
        }
      }
    }
  } finally {
    await browser.close();
    site.close();
  }
  mkdirSync(at("www/pictures"), { recursive: true });
  for (const name of ["findings-wide-light.png", "several-wide-dark.png"])
    copyFileSync(at("target/screenshots", name), at("www/pictures", name));
}

await asProgram(import.meta.url, screenshots);
