// The browser that the tests of the page use: which one is installed, and how to get one.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { posix, win32 } from "node:path";
import { chromium } from "playwright-core";
import { run } from "./run.mjs";

/** What to do on a machine without a browser. */
export const ADVICE = "install Chrome, Chromium or Edge, run `npx playwright install chromium`, or set CHROMIUM_PATH";

/** The machine as it is; a test passes another one. */
const here = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  list: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
  /**
   * Ubuntu has a `chromium-browser` that only says which package to install. Elsewhere a browser is what it is called.
   */
  starts: (path) => process.platform !== "linux" || spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0,
  playwright: () => chromium.executablePath(),
  run: (command, args, extraEnv) => run(command, args, { show: "none", check: false, extraEnv }),
};

/**
 * The program of an installed browser, or undefined: `CHROMIUM_PATH`, then Chrome, Chromium or Edge where the platform
 * puts them, then the one that Playwright downloaded.
 */
export function findChromium(machine = here) {
  const { env, exists, starts } = machine;
  if (env.CHROMIUM_PATH) return exists(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  return [...usual(machine), ...downloaded(machine)].find((path) => exists(path) && starts(path));
}

/** Why there is none, and what to do. */
export function whyMissing({ env } = here) {
  return env.CHROMIUM_PATH ? "CHROMIUM_PATH does not name a file" : `no browser on this machine: ${ADVICE}`;
}

/**
 * Installs Debian's package if that is possible without asking: as root, on Debian or a system derived from it that
 * has the package. Gives the program, or undefined.
 */
export async function installChromium(machine = here) {
  if (!canInstall(machine)) return undefined;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await machine.run("apt-get", ["update"], env);
  await machine.run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], env);
  return findChromium(machine);
}

/** Whether `installChromium` would try. */
export const canInstall = ({ platform, env, isRoot, exists } = here) =>
  platform === "linux" && isRoot && !env.CHROMIUM_PATH && exists("/etc/debian_version");

function usual({ platform, env, home }) {
  if (platform === "darwin") {
    const names = ["Google Chrome", "Chromium", "Microsoft Edge"];
    return ["/Applications", `${home}/Applications`].flatMap((folder) =>
      names.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  }
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(Boolean);
    const names = [
      "Google/Chrome/Application/chrome.exe",
      "Chromium/Application/chrome.exe",
      "Microsoft/Edge/Application/msedge.exe",
    ];
    return names.flatMap((name) => folders.map((folder) => win32.join(folder, name)));
  }
  const folders = [...(env.PATH ?? "").split(":"), "/usr/bin", "/usr/local/bin", "/snap/bin"].filter(Boolean);
  const names = [
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "microsoft-edge-stable",
  ];
  const packaged = ["/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge"];
  return [...names.flatMap((name) => folders.map((folder) => posix.join(folder, name))), ...packaged];
}

/** Playwright names the folder after the build that its version wants; another version's build does as well. */
function downloaded({ playwright, list }) {
  const wanted = playwright();
  const parts = /^(.*[\\/])chromium-\d+([\\/].*)$/.exec(wanted);
  if (parts === null) return [wanted];
  const [, folder, program] = parts;
  const builds = list(folder).flatMap((name) => /^chromium-(\d+)$/.exec(name)?.[1] ?? []);
  return [wanted, ...builds.sort((one, other) => other - one).map((build) => `${folder}chromium-${build}${program}`)];
}
