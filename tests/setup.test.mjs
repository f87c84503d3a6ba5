// The set-up of `npm test`: which browser it finds or installs, and its words about skipped tests.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ADVICE, findChromium, installChromium, whyMissing } from "../scripts/browser.mjs";
import outcomes, { count, skips } from "../scripts/outcomes.mjs";

/** A machine with some files; `commands` has what was run on it. */
function machine(files, more = {}) {
  const has = new Set(files);
  const commands = [];
  return {
    platform: "linux",
    env: { PATH: "/usr/local/bin:/usr/bin" },
    home: "/home/dev",
    isRoot: false,
    exists: (path) => has.has(path),
    list: (folder) =>
      [...has].filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length).split(/[\\/]/)[0]),
    starts: () => true,
    playwright: () => "/home/dev/.cache/ms-playwright/chromium-1255/chrome-linux64/chrome",
    run: async (command, args, env) => {
      commands.push([command, ...args].join(" "));
      assert.equal(env.DEBIAN_FRONTEND, "noninteractive");
      if (args[0] === "install" && more.apt !== "fails") has.add("/usr/bin/chromium");
    },
    commands,
    ...more,
  };
}

test("an installed Chrome, Chromium or Edge is found where each platform puts it", () => {
  for (const name of ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge"]) {
    assert.equal(findChromium(machine([`/usr/bin/${name}`])), `/usr/bin/${name}`);
  }
  for (const path of ["/opt/google/chrome/chrome", "/snap/bin/chromium", "/opt/microsoft/msedge/msedge"]) {
    assert.equal(findChromium(machine([path])), path);
  }
  for (const name of ["Google Chrome", "Chromium", "Microsoft Edge"]) {
    for (const folder of ["/Applications", "/home/dev/Applications"]) {
      const path = `${folder}/${name}.app/Contents/MacOS/${name}`;
      assert.equal(findChromium(machine([path], { platform: "darwin" })), path);
    }
  }
  const env = {
    PROGRAMFILES: "C:\\Program Files",
    "PROGRAMFILES(X86)": "C:\\Program Files (x86)",
    LOCALAPPDATA: "C:\\Users\\dev\\AppData\\Local",
  };
  for (const path of [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Users\\dev\\AppData\\Local\\Chromium\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ])
    assert.equal(findChromium(machine([path], { platform: "win32", env })), path);
});

test("CHROMIUM_PATH comes first, and one that names no file is reported, not replaced", () => {
  const env = { PATH: "/usr/bin", CHROMIUM_PATH: "/opt/own/chrome" };
  assert.equal(findChromium(machine(["/usr/bin/chromium", "/opt/own/chrome"], { env })), "/opt/own/chrome");
  assert.equal(findChromium(machine(["/usr/bin/chromium"], { env })), undefined);
  assert.equal(whyMissing(machine([], { env })), "CHROMIUM_PATH does not name a file");
});

test("a program that does not start is skipped", () => {
  const starts = (path) => path !== "/usr/bin/chromium-browser"; // Ubuntu's, without snap
  const build = "/home/dev/.cache/ms-playwright/chromium-1255/chrome-linux64/chrome";
  assert.equal(findChromium(machine(["/usr/bin/chromium-browser", build], { starts })), build);
  assert.equal(findChromium(machine(["/usr/bin/chromium-browser"], { starts })), undefined);
});

test("a browser that any version of Playwright downloaded is found", () => {
  const build = (number) => `/home/dev/.cache/ms-playwright/chromium-${number}/chrome-linux64/chrome`;
  assert.equal(findChromium(machine([build(1255), build(1300)])), build(1255));
  assert.equal(findChromium(machine([build(990), build(1200)])), build(1200));
  assert.equal(findChromium(machine(["/usr/bin/chromium", build(1255)])), "/usr/bin/chromium");
  const onWindows = "C:\\Users\\dev\\AppData\\Local\\ms-playwright\\chromium-1200\\chrome-win\\chrome.exe";
  const playwright = () => onWindows.replace("1200", "1255");
  assert.equal(findChromium(machine([onWindows], { platform: "win32", env: {}, playwright })), onWindows);
});

test("Debian's package is installed as root on Debian, and nowhere else", async () => {
  const debian = machine(["/etc/debian_version"], { isRoot: true });
  assert.equal(findChromium(debian), undefined);
  assert.equal(await installChromium(debian), "/usr/bin/chromium");
  assert.deepEqual(debian.commands, ["apt-get update", "apt-get install -y --no-install-recommends chromium"]);
  assert.equal(await installChromium(machine(["/etc/debian_version"], { isRoot: true, apt: "fails" })), undefined);
  for (const other of [
    machine(["/etc/debian_version"]),
    machine([], { isRoot: true }),
    machine([], { platform: "darwin", isRoot: true }),
  ]) {
    assert.equal(await installChromium(other), undefined);
    assert.deepEqual(other.commands, []);
  }
});

test("without a browser the reason says how to get one", () => {
  assert.equal(whyMissing(machine([])), `no browser on this machine: ${ADVICE}`);
  assert.match(ADVICE, /npx playwright install chromium/);
});

test("skipped tests are counted for each reason, the most frequent first", async () => {
  const event = (type, data) => ({ type, data: { details: {}, ...data } });
  const events = [
    event("test:pass", {}),
    event("test:start", {}),
    event("test:fail", {}),
    event("test:pass", { details: { type: "suite" } }),
    event("test:pass", { skip: "zstd needs Node 22.15 or newer" }),
    event("test:pass", { skip: true }),
    event("test:pass", { skip: "no browser" }),
    event("test:pass", { skip: "no browser" }),
    event("test:pass", { skip: false }),
  ];
  let written = "";
  for await (const line of outcomes(events)) written += line;
  const counts = count(written);
  assert.deepEqual([counts.passed, counts.failed, counts.skipped], [2, 1, 4]);
  assert.deepEqual(skips([counts, count(written)]), [
    "Skipped:",
    "  4 tests: no browser",
    "  2 tests: zstd needs Node 22.15 or newer",
    "  2 tests: no reason given",
  ]);
  assert.deepEqual(skips([count("")]), []);
});

test("without a browser the tests of the page are skipped, and in CI they fail", () => {
  const { NODE_TEST_CONTEXT: _, CI: __, ...env } = process.env;
  const run = (more) => {
    const file = fileURLToPath(new URL("page/growth.test.mjs", import.meta.url));
    return spawnSync(process.execPath, ["--test", "--test-reporter=tap", file], {
      encoding: "utf8",
      env: { ...env, CHROMIUM_PATH: "/nowhere/chrome", ...more },
    });
  };
  const here = run({});
  assert.equal(here.status, 0, here.stdout);
  assert.match(here.stdout, /# SKIP CHROMIUM_PATH does not name a file\n/);
  const inCI = run({ CI: "1" });
  assert.equal(inCI.status, 1, inCI.stdout);
  assert.match(inCI.stdout, /CHROMIUM_PATH does not name a file/);
});
