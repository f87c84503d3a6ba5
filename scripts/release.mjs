// What a release publishes: three npm packages and three crates, all of the version in Cargo.toml.
//
//   node scripts/release.mjs check     whether everything is decided and agrees; with a tag (`v1.2.3`), also that
//   node scripts/release.mjs dry       build, pack and verify everything as a release would, and publish nothing
//   node scripts/release.mjs npm       publish the npm packages; .github/workflows/release.yml does, with provenance
//   node scripts/release.mjs crates    publish the crates; the same

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "./build.mjs";
import { addresses, published, shared } from "./package.mjs";
import { asProgram, at, run, Stop } from "./run.mjs";

/** The npm packages beside the library, each after those that it depends on. */
const PACKAGES = ["packages/logs", "packages/cli"];
const STAGE = "target/release-npm";
/** A crate comes after those that it depends on. */
const CRATES = ["bandwidth-callbacks", "bandwidth-callbacks-logs", "bandwidth-callbacks-receiver"];

const read = (path) => readFileSync(at(path), "utf8");

/** What keeps this version from being released. */
export function obstacles(tag, repository = shared("repository")) {
  const version = shared("version");
  const found = [];
  if (!/^https:\/\/[^\s/]+\/\S+[^/\s]$/.test(repository))
    found.push("`repository` in the workspace section of Cargo.toml is empty: it is the one address to fill in");
  for (const folder of PACKAGES)
    if (JSON.parse(read(`${folder}/package.json`)).version !== version)
      found.push(`${folder}/package.json has another version than Cargo.toml, which has ${version}`);
  for (const name of ["bandwidth-callbacks", "bandwidth-callbacks-logs"])
    if (!read("Cargo.toml").includes(`${name} = { version = "${version}",`))
      found.push(`the workspace dependency ${name} in Cargo.toml is not ${version}`);
  if (!read("CHANGELOG.md").includes(`\n## ${version}\n`)) found.push(`CHANGELOG.md has no heading \`## ${version}\``);
  if (tag !== undefined && tag !== `v${version}`) found.push(`the tag is ${tag}, and the version ${version}`);
  return found;
}

function check(tag) {
  const found = obstacles(tag);
  if (found.length > 0) throw new Stop(`This version cannot be released:\n${found.map((it) => `- ${it}`).join("\n")}`);
  console.log(`Version ${shared("version")} can be released.`);
}

/** A package as it is published: it depends on versions of the others, not on folders. Returns where it is. */
export function stage(of) {
  const folder = `${STAGE}/${basename(of)}`;
  rmSync(at(folder), { recursive: true, force: true });
  mkdirSync(at(folder), { recursive: true });
  const manifest = JSON.parse(read(`${of}/package.json`));
  for (const name of ["dist", ...Object.values(manifest.bin ?? {})])
    cpSync(at(of, name), at(folder, name), { recursive: true });
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) cpSync(at(name), at(folder, name));
  writeFileSync(at(folder, "README.md"), published(read(`${of}/README.md`), of));
  for (const [name, range] of Object.entries(manifest.dependencies))
    if (range.startsWith("file:")) manifest.dependencies[name] = `^${shared("version")}`;
  Object.assign(manifest, addresses(of));
  writeFileSync(at(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return folder;
}

async function npm(isDry) {
  await build();
  for (const folder of ["pkg", ...PACKAGES.map(stage)]) {
    const manifest = JSON.parse(read(`${folder}/package.json`));
    const missing = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"].filter((name) => !existsSync(at(folder, name)));
    if (missing.length > 0) throw new Stop(`${folder} has no ${missing.join(", ")}`);
    const local = Object.values(manifest.dependencies ?? {}).filter((range) => range.startsWith("file:"));
    if (local.length > 0) throw new Stop(`${folder} depends on a folder`);
    console.log(`\n▸ ${manifest.name} ${manifest.version}`);
    // Provenance needs the workflow's identity.
    const how = isDry
      ? ["--dry-run", "--provenance=false"]
      : process.env.CI
        ? ["--provenance"]
        : ["--provenance=false"];
    await run("npm", ["publish", ...how, "--access", "public"], { cwd: at(folder), show: "all" });
  }
}

async function crates(isDry) {
  const packages = CRATES.flatMap((name) => ["--package", name]);
  console.log(`\n▸ ${CRATES.join(", ")} ${shared("version")}`);
  if (!isDry) return run("cargo", ["publish", "--locked", ...packages], { show: "all" });
  return packCrates((args) => run("cargo", [...args, ...packages], { show: "all" }));
}

/**
 * Packs and builds crates, also what is not committed yet; `cargo` gets the arguments. Each crate is built from the
 * packed ones. Cargo keeps packed crates in its home by folder and version, and would build those that an earlier run
 * packed in the same folder even if they have changed: each run has its own folder.
 */
export async function packCrates(cargo) {
  mkdirSync(at("target"), { recursive: true });
  const folder = mkdtempSync(at("target/crates-"));
  try {
    return await cargo(["package", "--locked", "--allow-dirty", "--target-dir", folder]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function release() {
  const [action, tag] = process.argv.slice(2);
  switch (action) {
    case "check":
      return check(tag);
    case "dry": {
      await npm(true);
      await crates(true);
      const found = obstacles(tag);
      console.log(found.length === 0 ? "\nReady." : `\nBefore a release:\n${found.map((it) => `- ${it}`).join("\n")}`);
      return 0;
    }
    case "npm":
      check(tag);
      return npm(false);
    case "crates":
      check(tag);
      return crates(false);
    default:
      throw new Stop("usage: node scripts/release.mjs check|dry|npm|crates [TAG]", 2);
  }
}

await asProgram(import.meta.url, release);
