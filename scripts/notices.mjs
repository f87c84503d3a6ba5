// License notices of the code of others that is part of the package and of the page. All of it is derived: which crates
// from cargo, which npm packages from what is bundled, and their texts from the folders that they came in.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crates } from "./crates.mjs";
import { at, run, Stop } from "./run.mjs";

const RULE = "-".repeat(80);

/** For a package: the crates in its modules, Rust's own library, and what wasm2js adds to the core as JavaScript. */
export async function packageNotices(modules) {
  const { output } = await run("rustc", ["--version"], { show: "none" });
  const rust = {
    name: "The Rust standard library",
    version: /\d+\.\d+\.\d+\S*/.exec(output)[0],
    license: "MIT OR Apache-2.0",
    url: "https://github.com/rust-lang/rust",
    texts: [
      "Copyright The Rust Project Developers (see https://thanks.rust-lang.org).\nThe text of the Apache License " +
        "2.0 is in LICENSE-APACHE.",
    ],
  };
  const binaryen = npmPackage(at("node_modules/binaryen"));
  const own = (await ofStandardLibrary(modules)).map((crate) => ({
    ...crate,
    url: `https://crates.io/crates/${crate.name}`,
  }));
  return compose([
    ...own,
    ...(await crates(modules.filter((name) => name !== "core"))).map((crate) => ({
      ...crate,
      url: crate.repository,
      texts: textsIn(crate),
    })),
    rust,
    ...(modules.includes("core") ? [binaryen] : []),
  ]);
}

/**
 * Crates that Rust's library comes with, as the places of panics in the modules name them; their texts are Rust's own.
 */
async function ofStandardLibrary(names) {
  const { output } = await run("rustc", ["--print", "sysroot"], { show: "none" });
  const path = join(output.trim(), "share/doc/rust/COPYRIGHT-library.html");
  const page = existsSync(path) ? readFileSync(path, "utf8") : "";
  const modules = names.map((name) => readFileSync(at("target/wasm", name, "bare.wasm"), "latin1"));
  const found = new Set(
    modules.flatMap((text) => [...text.matchAll(/\/rust\/deps\/([\w-]+-\d[\w.+-]*)\//g)].map(([, crate]) => crate)),
  );
  return [...found].sort().map((crate) => {
    const [, name, version] = /^(.+?)-(\d.*)$/.exec(crate);
    const part = page.split("<h3>").find((text) => text.includes(` ${crate}</h3>`)) ?? "";
    const license = /License:<\/b> ([^<]+)/.exec(part)?.[1] ?? "MIT OR Apache-2.0";
    const text =
      /LICENSE-MIT<\/code><\/summary>\s*<pre>([^]*?)<\/pre>/.exec(part)?.[1] ??
      "The text of the Apache License 2.0 is in LICENSE-APACHE.";
    return {
      name,
      version,
      license,
      texts: [text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).trim()],
    };
  });
}

/** What follows for the page, of the npm packages that are bundled with it: their folders. */
export const pageNotices = (folders) => compose(folders.map(npmPackage));

/** The folder of the npm package that a bundled module is from, or undefined if it is one of this repository. */
export function packageOf(module) {
  // A bundler's own helpers have names that no file has.
  const tool = /^\0?(vite|rolldown)\//.exec(module)?.[1];
  if (tool !== undefined) return at("node_modules", tool);
  const parts = module.replaceAll("\\", "/").replace(/^\0/, "").split("?")[0].split("/node_modules/");
  if (parts.length === 1) return undefined;
  const [first, second] = parts.at(-1).split("/");
  return [...parts.slice(0, -1), first.startsWith("@") ? `${first}/${second}` : first].join("/node_modules/");
}

function npmPackage(folder) {
  const { name, version, license, homepage, repository } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  return {
    name,
    version,
    license,
    url: homepage ?? repository?.url ?? repository,
    texts: textsIn({ name, license, folder }),
  };
}

/** The license files of a folder; where a choice of licenses is offered and MIT is one of them, those of MIT. */
function textsIn({ name, license, folder }) {
  const files = readdirSync(folder).filter(
    (file) => /^(licen[cs]e|copying|notice|copyright)/i.test(file) && !/^license-third|\.(js|ts)$/i.test(file),
  );
  const isChoice = / OR /.test(license) && / ?\bMIT\b/.test(license);
  const chosen = isChoice ? files.filter((file) => /mit|notice|copyright|unicode/i.test(file)) : files;
  const texts = (chosen.length > 0 ? chosen : files).map((file) =>
    readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim(),
  );
  if (texts.length === 0) throw new Stop(`${name} is bundled and has no license file: its notice has to be found`);
  return texts;
}

/** One entry for each, in the order of their names; equal texts are printed once. */
function compose(entries) {
  const places = new Map();
  for (const { name, version, license, url, texts } of entries) {
    const text = texts.join(`\n\n`);
    const line = `${name} ${version} (${license})${url === undefined ? "" : `\n  ${url.replace(/^git\+/, "")}`}`;
    places.set(text, [...(places.get(text) ?? []), line]);
  }
  return [...places].map(([text, lines]) => `${RULE}\n${lines.join("\n")}\n\n${text}\n`).join("\n");
}

/** What a file of notices begins with. */
export const head = (what) => `Third-party notices\n\n${what} contains code of others, under these licenses:\n\n`;

/** Where a package has its notices. */
export const NOTICES = "THIRD-PARTY-NOTICES.txt";

/** The entries of both packages as they were built, each once. */
export function entriesOfPackages() {
  const lists = new Map();
  for (const folder of ["pkg", "packages/logs/dist"]) {
    const path = at(folder, NOTICES);
    if (!existsSync(path)) throw new Stop(`${dirname(path)} has no notices: \`npm run build\` makes them`);
    for (const entry of readFileSync(path, "utf8").split(`${RULE}\n`).slice(1)) {
      const end = entry.indexOf("\n\n");
      const text = entry.slice(end).trim();
      const names = entry.slice(0, end).split(/\n(?! )/);
      lists.set(text, new Set([...(lists.get(text) ?? []), ...names]));
    }
  }
  return [...lists].map(([text, names]) => `${RULE}\n${[...names].join("\n")}\n\n${text}\n`).join("\n");
}
