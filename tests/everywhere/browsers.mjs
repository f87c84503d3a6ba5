// The browsers that are installed, and how to open a page of a folder in one.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { findChromium, whyMissing } from "../../scripts/browser.mjs";
import { here, run, Skip } from "./tools.mjs";

const places = {
  firefox: [process.env.FIREFOX_PATH, "/usr/bin/firefox-esr", "/usr/bin/firefox"],
  webkit: ["/usr/bin/WebKitWebDriver"],
};

/** The program of a browser, or a reason to skip. */
export function browser(name) {
  const found = name === "chromium" ? findChromium() : places[name].find((path) => path && existsSync(path));
  if (!found) throw new Skip(name === "chromium" ? whyMissing() : `no ${name} on this machine`);
  if (name === "webkit" && !existsSync("/usr/bin/xvfb-run")) throw new Skip("no xvfb-run on this machine");
  return found;
}

export function browserVersion(name) {
  // WebKit's driver does not say, but where it is installed does.
  const [command, ...args] =
    name === "webkit" ? ["dpkg-query", "-W", "webkit2gtk-driver"] : [browser(name), "--version"];
  try {
    const said = execFileSync(command, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 20_000,
    });
    return /\d+(\.\d+)+/.exec(said)?.[0] ?? "";
  } catch {
    return "";
  }
}

/** Opens a page and gives the title that it sets itself. */
export async function titleOf(url, name = "chromium") {
  const args = [join(here, "visit.mjs"), name, browser(name), url];
  if (name === "webkit") return (await run("xvfb-run", ["-a", process.execPath, ...args], { timeout: 90 })).trim();
  return (await run(process.execPath, args, { timeout: 90 })).trim();
}

/**
 * Opens index.html of a folder: see `titleOf`. `policy`: its content security policy; `hash`: what follows its address.
 */
export async function open(folder, { name, policy, hash = "" } = {}) {
  browser(name ?? "chromium");
  const server = createServer((request, response) => {
    const path = join(folder, normalize(new URL(request.url, "http://here").pathname.replace(/\/$/, "/index.html")));
    if (!existsSync(path)) return response.writeHead(404).end();
    const type = {
      ".html": "text/html",
      ".js": "text/javascript",
      ".mjs": "text/javascript",
      ".css": "text/css",
      ".wasm": "application/wasm",
    }[extname(path)];
    response.writeHead(200, {
      "content-type": type ?? "text/plain",
      ...(policy && { "content-security-policy": policy }),
    });
    response.end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await titleOf(`http://127.0.0.1:${server.address().port}/${hash}`, name);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** A page with one script. An error becomes its title, as the line would. */
export const page = (script, type = "module") => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<script src="errors.js"></script><script type="${type}" src="${script}"></script>`;

export const errors = `addEventListener("error", (event) => {
  document.title = "error: " + (event.message || event.target.src);
}, true);
addEventListener("unhandledrejection", ({ reason }) => (document.title = "error: " + reason));`;
