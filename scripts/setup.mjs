// Makes a fresh clone buildable: the Rust target, the npm packages, the wasm tools. Quick when all is there.

import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { asProgram, at, filesIn, run, seconds, step, Stop, toolsDir, windows } from "./run.mjs";

const target = "wasm32-unknown-unknown";

/** Set-up; `components` are what the checks need beyond a compiler, `browser` is for the tests of the page. */
export async function setup({ components = [], browser = false } = {}) {
  const since = performance.now();
  let done = await rust(components);
  // npm mostly waits for the network, and cargo for the processor.
  const missing = [packages(), tools()].filter((part) => part !== undefined);
  if (missing.length > 0) {
    done += 1;
    await step(missing.map(({ what }) => what).join(", and "), () => Promise.all(missing.map(({ work }) => work())));
  }
  if (browser) done += await aBrowser();
  if (done === 0) console.log(`▸ set-up: nothing to do (${seconds(since)})`);
}

async function rust(components) {
  if ((await version("cargo")) === undefined && (await version("rustup")) === undefined) {
    throw new Stop("Rust is missing: install it with rustup (https://rustup.rs), then run this command again.");
  }
  const toolchain = readFileSync(at("rust-toolchain.toml"), "utf8");
  const channel = /^channel = "(.+)"/m.exec(toolchain)[1];
  const rustup = (await version("rustup")) !== undefined;
  let done = 0;

  // If rustup's automatic installation is off, rust-toolchain.toml installs nothing.
  if (rustup && (await version("rustc")) === undefined) {
    const parts = ["--profile", "minimal", "--component", "rustfmt,clippy", "--target", target];
    await step(`installing Rust ${channel} (once)`, () => run("rustup", ["toolchain", "install", channel, ...parts]));
    done += 1;
  }
  const found = await version("rustc");
  const oldest = /^rust-version = "(.+)"/m.exec(readFileSync(at("Cargo.toml"), "utf8"))[1];
  if (found === undefined) throw new Stop("`rustc` does not run here: `rustc --version` says why.");
  if (isOlder(found, oldest))
    throw new Stop(`Rust ${oldest} or newer is needed, and this is ${found}: update it, then run this command again.`);

  const { output } = await run("rustc", ["--print", "target-libdir", "--target", target], { show: "none" });
  if (!existsSync(output.trim())) {
    if (!rustup)
      throw new Stop(
        `Rust's target ${target} is missing: install it the way Rust was installed here (with rustup: \`rustup ` +
          `target add ${target}\`).`,
      );
    await step(`adding Rust's target ${target} (once)`, () => run("rustup", ["target", "add", target]));
    done += 1;
  }
  const lacking = [];
  for (const component of components) {
    if ((await version("cargo", [component, "--version"])) === undefined)
      lacking.push(component === "fmt" ? "rustfmt" : component);
  }
  if (lacking.length > 0) {
    if (!rustup) throw new Stop(`${lacking.join(" and ")} missing: install the way Rust was installed here.`);
    await step(`adding ${lacking.join(" and ")} (once)`, () => run("rustup", ["component", "add", ...lacking]));
    done += 1;
  }
  return done;
}

/** What installs the npm packages; undefined if they are there. */
function packages() {
  const wanted = JSON.parse(readFileSync(at("package.json"), "utf8")).engines.node;
  const oldest = />=\s*(\S+)/.exec(wanted)[1];
  if (isOlder(process.versions.node, oldest))
    throw new Stop(
      `Node ${oldest} or newer is needed to build, and this is ${process.versions.node}: update it, then run this ` +
        `command again.`,
    );
  if (isNewer(at("node_modules", ".package-lock.json"), [at("package-lock.json")])) return undefined;
  return {
    what: "installing the npm packages of package-lock.json (npm ci)",
    work: () => run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { show: "none" }),
  };
}

/** What builds the wasm tools; undefined if they are there. */
function tools() {
  const suffix = windows ? ".exe" : "";
  const stamp = at("tools", "target", "built");
  const bins = ["wasm-pack", "wasm-bindgen", "wasm-bindgen-test-runner"];
  const sources = filesIn("tools")
    .filter((path) => path.split("/").length === 2)
    .map((path) => at(path)); // not what is installed there
  const built = bins.every((name) => existsSync(`${toolsDir}/${name}${suffix}`));
  if (built && isNewer(stamp, sources)) return undefined;
  return {
    what: "building wasm-pack and wasm-bindgen from tools/ (a minute or two, once)",
    async work() {
      await run("cargo", ["build", "--locked", "--manifest-path", "tools/Cargo.toml", "--target-dir", "tools/target"]);
      writeFileSync(stamp, "The tools are newer than what they are built from while this file is.\n");
    },
  };
}

/**
 * Without a browser the tests of the page are skipped, and the end of `npm test` says so; where CI is set they fail.
 */
async function aBrowser() {
  // Not above: the module needs the npm packages.
  const { canInstall, findChromium, installChromium, whyMissing } = await import("./browser.mjs");
  if (findChromium() !== undefined) return 0;
  const tries = canInstall();
  const found = tries && (await step("installing Debian's chromium (once)", () => installChromium()));
  if (!found) console.log(`▸ ${tries ? "apt-get could not install chromium; " : ""}${whyMissing()}`);
  return 1;
}

/** The first version number a command names, or undefined when it cannot run. */
async function version(command, args = ["--version"]) {
  const { code, output } = await run(command, args, { show: "none", check: false });
  return code === 0 ? (/\d+\.\d+\.\d+/.exec(output)?.[0] ?? "0.0.0") : undefined;
}

function isOlder(found, oldest) {
  const [a, b] = [found, oldest].map((text) => text.split(".").map(Number));
  for (let i = 0; i < 3; i += 1) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) < (b[i] ?? 0);
  return false;
}

function isNewer(made, sources) {
  return existsSync(made) && sources.every((source) => statSync(source).mtimeMs <= statSync(made).mtimeMs);
}

await asProgram(import.meta.url, setup);
