// `npm run fuzz -- TARGET [--minutes N]`: makes up inputs until a promise of fuzz/properties.rs is broken. Needs a
// nightly Rust; cargo-fuzz is installed into tools/ when it is not there. What is found goes to fuzz/seeds/TARGET with
// its mending.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { asProgram, at, run, step, Stop } from "./run.mjs";

async function fuzz() {
  const { values, positionals } = parseArgs({
    options: { minutes: { type: "string", default: "5" } },
    allowPositionals: true,
  });
  const targets = readdirSync(at("fuzz/fuzz_targets")).map((name) => name.replace(".rs", ""));
  const [target] = positionals;
  const minutes = Number(values.minutes);
  if (positionals.length !== 1 || !targets.includes(target))
    throw new Stop(`expected one target: ${targets.join(", ")}`);
  if (!(minutes > 0)) throw new Stop("expected --minutes to be a number above 0");
  await tools();
  await build();
  const corpus = at("fuzz/corpus", target);
  mkdirSync(corpus, { recursive: true });
  // No sanitizer of memory: there is no `unsafe`, and without one it is several times as fast.
  const options = [
    `-max_total_time=${Math.round(minutes * 60)}`,
    `-dict=${await dictionary()}`,
    "-max_len=4096",
    "-timeout=10",
    "-print_final_stats=1",
  ];
  const { code } = await run(
    "cargo",
    [
      "+nightly",
      "fuzz",
      "run",
      "--fuzz-dir",
      "fuzz",
      "--sanitizer",
      "none",
      target,
      corpus,
      at("fuzz/seeds", target),
      "--",
      ...options,
    ],
    {
      show: "all",
      check: false,
      extraEnv: { PATH: `${at("tools/fuzz/bin")}:${process.env.PATH}`, RUSTUP_TOOLCHAIN: "nightly" },
    },
  );
  return code;
}

async function tools() {
  const nightly = await run("rustc", ["+nightly", "--version"], { show: "none", check: false });
  if (nightly.code !== 0) throw new Stop("fuzzing needs a nightly Rust: `rustup toolchain install nightly`");
  if (existsSync(at("tools/fuzz/bin/cargo-fuzz"))) return;
  await step("installing cargo-fuzz into tools/fuzz (once)", () =>
    run("cargo", ["install", "cargo-fuzz", "--locked", "--root", "tools/fuzz"]),
  );
}

/** The words that callbacks are made of, from the catalogue: without them it would be long until a body is one. */
async function dictionary() {
  const { catalogue } = await import("bandwidth-callbacks/explain");
  const { events, fields, errorCodes } = catalogue();
  const words = new Set([...events, ...fields].flatMap(({ name }) => name.split(".")));
  for (const { name } of errorCodes) words.add(name);
  for (const word of [
    "+15555550100",
    "2026-07-14T09:12:07Z",
    "true",
    "null",
    "\\u",
    "\\ud83d",
    '","',
    '":"',
    "[{",
    "}]",
    "1e400",
    "HTTP/1.1",
    "_json",
    "in",
    "out",
    "RBM",
  ])
    words.add(word);
  const path = at("target/fuzz.dict");
  writeFileSync(path, [...words].map((word) => `"${word.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"\n`).join(""));
  return path;
}

await asProgram(import.meta.url, fuzz);
