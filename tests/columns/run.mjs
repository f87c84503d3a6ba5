// `npm run test:columns`: the crate of logs with the features `arrow` and `parquet`, and its files as DuckDB, Polars
// and pandas read them. These come from PyPI into a folder of their own in target/; Python 3.10 or later must be there.

import { existsSync, mkdirSync } from "node:fs";
import { asProgram, at, run, step, windows } from "../../scripts/run.mjs";

const strict = ["--", "-D", "warnings"];
const crate = ["--package", "bandwidth-callbacks-logs"];
const packages = ["duckdb>=1.4", "polars>=1.30", "pandas>=2.2", "pyarrow>=18"];

async function test() {
  const show = { show: "all" };
  await run("cargo", ["clippy", "--locked", ...crate, "--all-targets", "--all-features", ...strict], show);
  await run(
    "cargo",
    ["test", "--locked", ...crate, "--all-features", "--lib", "--test", "columns", "--test", "cli"],
    show,
  );
  await run("cargo", ["test", "--locked", ...crate, "--all-features", "--doc", "columns"], show);

  const venv = at("target", "columns");
  const python = at("target", "columns", windows ? "Scripts/python.exe" : "bin/python");
  if (!existsSync(at("target", "columns", "installed"))) {
    await step("installing DuckDB, Polars and pandas into target/columns (once)", async () => {
      await run(windows ? "python" : "python3", ["-m", "venv", venv]);
      await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
      mkdirSync(at("target", "columns", "installed"));
    });
  }
  const [log, parquet, ipc] = ["log.jsonl", "log.parquet", "log.arrow"].map((name) => at("target", "columns", name));
  const example = (name, features, ...args) =>
    run("cargo", ["run", "--quiet", "--locked", ...crate, "--features", features, "--example", name, "--", ...args]);
  await step("making a log and its columns", async () => {
    await example("generate", "parquet", "10", log, "1", "20");
    for (const out of [parquet, ipc]) await example("columns", "parquet", log, out);
  });
  const ofCommand = at("target", "columns", "command.parquet");
  await step("making them by the command", () =>
    run(
      "cargo",
      ["run", "--quiet", "--locked", ...crate, "--features", "cli,parquet", "--", "lines", log, "--parquet", ofCommand],
      { show: "none", check: false },
    ),
  );
  await run(python, ["tests/columns/readers.py", parquet, ipc, log, ofCommand], show);
  return 0;
}

await asProgram(import.meta.url, test);
