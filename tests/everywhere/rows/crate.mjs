// The crate as a dependency: on the oldest supported Rust, in WebAssembly without JavaScript, documented, packed.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packCrates } from "../../../scripts/release.mjs";
import { at } from "../../../scripts/run.mjs";
import { run, Skip } from "../tools.mjs";

const oldest = /^rust-version = "(.+)"/m.exec(readFileSync(at("Cargo.toml"), "utf8"))[1];
const target = at("target", "everywhere");

/** Something of rustup's, installed where it can be. */
async function having(what, args) {
  try {
    await run("rustup", args, { timeout: 300 });
  } catch {
    throw new Skip(`${what} could not be installed`);
  }
}

function rustOf(toolchain) {
  try {
    return /\d+\.\d+\.\d+/.exec(
      execFileSync("rustc", [`+${toolchain}`, "--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    )[0];
  } catch {
    return toolchain;
  }
}

const cargo = (args, options) => run("cargo", args, { cwd: at("."), timeout: 600, ...options });

const consumer = {
  "Cargo.toml": `[package]
name = "consumer"
version = "0.0.0"
edition = "2024"

[dependencies]
bandwidth-callbacks = { path = ${JSON.stringify(at("crates/callbacks"))} }

[workspace]
`,
  "src/main.rs": `use bandwidth_callbacks::{CallbackEvent, parse, recover, sample};

fn main() {
    let report = parse(sample("message-failed").unwrap());
    let CallbackEvent::MessageFailed(event) = &report.events[0] else { panic!() };
    println!("{} {}", event.error_code.unwrap(), recover("[{'type': 'x'}]").text);
}
`,
  "start.mjs": `import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WASI } from "node:wasi";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const hosts = new Set(WebAssembly.Module.imports(module).map((it) => it.module));
if (hosts.size !== 1 || !hosts.has("wasi_snapshot_preview1")) throw new Error("it imports " + [...hosts]);
const wasi = new WASI({ version: "preview1", args: [], env: {} });
wasi.start(new WebAssembly.Instance(module, wasi.getImportObject()));
`,
};

export const crate = [
  {
    name: `Rust ${oldest}, the oldest`,
    version: () => rustOf(oldest),
    expect: /Finished/,
    run: async () => {
      await having(`Rust ${oldest}`, ["toolchain", "install", oldest, "--profile", "minimal"]);
      await cargo([
        `+${oldest}`,
        "check",
        "--locked",
        "--package",
        "bandwidth-callbacks",
        "--target-dir",
        `${target}/oldest`,
      ]);
      return cargo([
        `+${oldest}`,
        "check",
        "--locked",
        "--workspace",
        "--features",
        "bandwidth-callbacks-logs/cli",
        "--target-dir",
        `${target}/oldest`,
      ]);
    },
  },
  // `-Z` is for nightlies; RUSTC_BOOTSTRAP makes any toolchain one.
  ...[["callbacks"], ["receiver"], ["logs"], ["logs", "cli"], ["logs", "parquet"]].map(([folder, ...features]) => ({
    name: `Rust, the oldest dependencies of ${[folder, ...features].join(", ")}`,
    version: () => rustOf("stable"),
    files: {
      "Cargo.toml": [
        '[package]\nname = "consumer"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]',
        // arrow-buffer 60.0.0 names an older one than it needs.
        features.includes("parquet") ? 'bytes = "1.9"' : "",
        `[dependencies.bandwidth-callbacks${folder === "callbacks" ? "" : `-${folder}`}]`,
        `path = ${JSON.stringify(at("crates", folder))}`,
        `features = ${JSON.stringify(features)}\n\n[workspace]\n`,
      ].join("\n"),
      "src/main.rs": "fn main() {}\n",
    },
    expect: /Finished/,
    run: async (cwd) => {
      const env = { RUSTC_BOOTSTRAP: "1" };
      await cargo(["-Z", "minimal-versions", "generate-lockfile"], { cwd, env });
      return cargo(["check", "--locked", "--target-dir", `${target}/oldest-dependencies`], { cwd, env });
    },
  })),
  {
    name: "Rust, wasm32-wasip1",
    version: () => rustOf("stable"),
    files: consumer,
    expect: '4432 [{"type": "x"}]',
    run: async (cwd) => {
      await having("the target wasm32-wasip1", ["target", "add", "wasm32-wasip1"]);
      await cargo(["build", "--release", "--target", "wasm32-wasip1", "--target-dir", `${target}/wasi`], { cwd });
      return run(
        process.execPath,
        ["--no-warnings", "start.mjs", `${target}/wasi/wasm32-wasip1/release/consumer.wasm`],
        { cwd },
      );
    },
  },
  {
    name: "Rust, the demo page's handler",
    version: () => rustOf("stable"),
    files: { "Cargo.toml": consumer["Cargo.toml"] },
    expect: /Finished/,
    run: async (cwd) => {
      const { handlers } = await import("../../page/handlers.mjs");
      mkdirSync(join(cwd, "src"), { recursive: true });
      writeFileSync(join(cwd, "src/lib.rs"), (await handlers()).rust);
      return cargo(["check", "--target-dir", `${target}/handler`], { cwd });
    },
  },
  {
    name: "Rust, columns",
    version: () => rustOf("stable"),
    expect: /test result: ok\. [1-9]/,
    run: () =>
      cargo(
        [
          "test",
          "--locked",
          "--package",
          "bandwidth-callbacks-logs",
          "--features",
          "parquet",
          "--test",
          "columns",
          "--target-dir",
          `${target}/columns`,
        ],
        { timeout: 900 },
      ),
  },
  {
    name: "Rust, documentation",
    version: () => rustOf("stable"),
    expect: /Generated/,
    run: () =>
      cargo(
        [
          "doc",
          "--no-deps",
          "--locked",
          "--workspace",
          "--features",
          "bandwidth-callbacks-logs/cli",
          "--target-dir",
          `${target}/doc`,
        ],
        { env: { RUSTDOCFLAGS: "-D warnings" } },
      ),
  },
  {
    name: "Rust, packed",
    version: () => rustOf("stable"),
    expect: /Finished/,
    run: () => packCrates((args) => cargo([...args, "--workspace"])),
  },
];
