// The crates that are compiled into the wasm modules, and the flags that keep this machine's paths out of them.

import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { env, root, run } from "./run.mjs";

const TARGET = "wasm32-unknown-unknown";

/**
 * Name, version, license and folder of each crate that is part of a module with these features, without build
 * dependencies.
 */
export async function crates(features = ["full", "logs"]) {
  const args = [
    "--format-version",
    "1",
    "--locked",
    "--filter-platform",
    TARGET,
    "--no-default-features",
    "--features",
    features.join(","),
  ];
  const { output } = await run("cargo", ["metadata", "--quiet", ...args], { show: "none" });
  const { packages, resolve } = JSON.parse(output.slice(output.indexOf("{")));
  const packageOf = new Map(packages.map((it) => [it.id, it]));
  const depsOf = new Map(resolve.nodes.map(({ id, deps }) => [id, deps]));
  const found = new Set();
  const visit = (id) => {
    for (const { pkg, dep_kinds } of depsOf.get(id)) {
      const isPart =
        dep_kinds.some(({ kind }) => kind === null) &&
        !packageOf.get(pkg).targets.some(({ kind }) => kind.includes("proc-macro"));
      if (!isPart || found.has(pkg)) continue;
      found.add(pkg);
      visit(pkg);
    }
  };
  visit(resolve.root);
  const list = [...found]
    .map((id) => packageOf.get(id))
    .filter(({ source }) => source !== null)
    .map(({ name, version, license, repository, manifest_path }) => ({
      name,
      version,
      license,
      repository,
      folder: dirname(manifest_path),
    }));
  return list.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

/**
 * A panic says where it happened, so a module holds the paths of sources. With these flags of rustc they are the same
 * wherever cargo, the toolchain and the checkout are. Of several prefixes the last that fits counts.
 */
export async function remapped() {
  const { output: sysroot } = await run("rustc", ["--print", "sysroot"], { show: "none" });
  const { output: version } = await run("rustc", ["-vV"], { show: "none" });
  const commit = /^commit-hash: (\w+)/m.exec(version)?.[1] ?? "unknown";
  const folders = new Set((await crates()).map(({ folder }) => dirname(folder)));
  const prefixes = [
    [root.replace(/[\\/]$/, ""), "/checkout"],
    [env.CARGO_HOME ?? join(homedir(), ".cargo"), "/cargo"],
    [sysroot.trim(), "/toolchain"],
    // The standard library has these names already, unless its sources are installed.
    [join(sysroot.trim(), "lib", "rustlib", "src", "rust"), `/rustc/${commit}`],
    ...[...folders].map((folder) => [folder, "/crates"]),
  ];
  return prefixes.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}
