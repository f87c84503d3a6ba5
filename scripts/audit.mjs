// `npm run audit`: what the crate, the package and their tools depend on: licenses, sources, crates in two versions,
// known vulnerabilities. deny.toml says what crates may be; cargo-deny is installed into tools/ when it is not there.
// Where a database of vulnerabilities cannot be reached, it says so and goes on.

import { existsSync, readFileSync } from "node:fs";
import { asProgram, at, run, step } from "./run.mjs";

const manifests = [
  "Cargo.toml",
  "fuzz/Cargo.toml",
  "tools/Cargo.toml",
  "examples/axum/Cargo.toml",
  "integrations/spark/Cargo.toml",
];

/** Licenses of npm packages that ask for no more than that their notice is kept. */
const permissive = ["0BSD", "Apache-2.0", "BSD-3-Clause", "ISC", "MIT"];

/**
 * Folders with a package-lock.json, and the packages in them that may have other licenses: none of these is
 * published.
 */
const folders = {
  ".": { "MPL-2.0": /^(axe-core|lightningcss)/ },
  "tests/everywhere": {
    "BSD-2-Clause": /./,
    "BlueOak-1.0.0": /./,
    "CC-BY-4.0": /^caniuse-lite$/,
    "CC0-1.0": /./,
    "LGPL-3.0-or-later": /^@img\/sharp/,
    "MPL-2.0": /^lightningcss/,
  },
};

async function audit() {
  if (!existsSync(at("tools/deny/bin/cargo-deny"))) {
    // Without optimization it is built in less time, and quick enough.
    const extraEnv = { CARGO_PROFILE_DEV_DEBUG: "false" };
    await step("installing cargo-deny into tools/deny (once)", () =>
      run("cargo", ["install", "cargo-deny", "--locked", "--debug", "--root", "tools/deny"], { extraEnv }),
    );
  }
  const faults = [publishes(), ...Object.keys(folders).map(licenses)];
  for (const manifest of manifests) faults.push(await deny(manifest, ["licenses", "bans", "sources"]));
  // Fetched first, so that a database that cannot be reached is not reported as a vulnerable crate.
  const { code, output } = await denied(["fetch", "db"]);
  if (code === 0) for (const manifest of manifests) faults.push(await deny(manifest, ["advisories"], ["--offline"]));
  else
    console.log(
      `– crates: known vulnerabilities not looked at, as RustSec's database cannot be reached (${reason(output)})`,
    );
  for (const folder of Object.keys(folders)) faults.push(await vulnerabilities(folder));
  return faults.some(Boolean) ? 1 : 0;
}

/** Prints the outcome of one look; gives whether something was found. */
function print(what, found) {
  console.log(`${found ? "✗" : "✓"} ${what}${found ? `\n${found.trimEnd()}` : ""}`);
  return Boolean(found);
}

function publishes() {
  const manifest = JSON.parse(readFileSync(at("pkg.json"), "utf8"));
  const kinds = Object.keys(manifest).filter((key) => /dependencies/i.test(key));
  return print(
    "pkg.json: the published package has no dependencies",
    kinds.map((kind) => `  it has \`${kind}\``).join("\n"),
  );
}

function licenses(folder) {
  const { packages } = JSON.parse(readFileSync(at(folder, "package-lock.json"), "utf8"));
  const named = Object.entries(packages).filter(([path]) => path !== ""); // the folder itself is not published
  const faults = named.flatMap(([path, { license = "none" }]) => {
    const name = path.replace(/^.*node_modules\//, "");
    const may = (part) => permissive.includes(part) || folders[folder][part]?.test(name);
    const isFine = license
      .replace(/[()]/g, "")
      .split(" OR ")
      .some((choice) => choice.split(" AND ").every(may));
    return isFine ? [] : [`  ${name}: ${license}`];
  });
  return print(`${folder}/package-lock.json: licenses of ${named.length} packages`, faults.join("\n"));
}

function denied(args) {
  return run(at("tools/deny/bin/cargo-deny"), ["--config", "deny.toml", "--locked", ...args], {
    show: "none",
    check: false,
  });
}

async function deny(manifest, checks, options = []) {
  // deny.toml is one for all, so each manifest lacks something that it names.
  const { code, output } = await denied([
    ...options,
    "--manifest-path",
    manifest,
    "check",
    "--allow",
    "unmatched-skip-root",
    ...checks,
  ]);
  return print(`${manifest}: ${checks.join(", ")}`, code === 0 ? "" : output);
}

/** npm's database: a report has a version; any other output is the reason why there is no report. */
async function vulnerabilities(folder) {
  const { output } = await run("npm", ["audit", "--json", "--package-lock-only"], {
    show: "none",
    check: false,
    cwd: at(folder),
  });
  const report = JSON.parse(/^\{$.*^\}$/ms.exec(output)?.[0] ?? "{}");
  if (report.auditReportVersion === undefined) {
    console.log(
      `– ${folder}/package-lock.json: known vulnerabilities not looked at, as npm's database cannot be reached ` +
        `(${reason(report.message ?? report.error?.summary ?? output)})`,
    );
    return false;
  }
  const found = Object.values(report.vulnerabilities).map(({ name, severity, via }) => {
    const why = via.map((source) => source.url ?? `by ${source}`);
    return `  ${name} (${severity}): ${why.join(", ")}`;
  });
  return print(`${folder}/package-lock.json: known vulnerabilities`, found.join("\n"));
}

/** The reason in the last line of a tool's output, without host names. */
const reason = (output) =>
  output
    .trim()
    .split("\n")
    .at(-1)
    .replace(/^(fatal|npm error):? /, "")
    .replace(/ - POST .*/, "");

await asProgram(import.meta.url, audit);
