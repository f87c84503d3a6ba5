// What a release needs: one address to fill in, versions that agree, and READMEs whose links lead somewhere from a
// registry.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { addresses, published, shared } from "../scripts/package.mjs";
import { obstacles, packCrates } from "../scripts/release.mjs";
import { documents, linksIn } from "./documents.mjs";

const repository = "https://example.com/somebody/bandwidth-callbacks";
const root = new URL("../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

test("the repository is the only thing to fill in", () => {
  assert.deepEqual(obstacles(`v${shared("version")}`, repository), []);
  assert.match(obstacles(undefined, "").join(), /`repository` in the workspace section of Cargo\.toml/);
  assert.match(obstacles(undefined, "git@example.com:a/b").join(), /`repository`/);
  assert.match(obstacles("v0.0.9", repository).join(), /the tag is v0\.0\.9/);
});

test("READMEs of npm packages have links that a registry can follow", () => {
  for (const [path, directory] of [
    ["README.md", ""],
    ["packages/cli/README.md", "packages/cli"],
    ["packages/logs/README.md", "packages/logs"],
  ]) {
    const text = read(path);
    const links = linksIn(published(text, directory, repository));
    assert.equal(links.length, linksIn(text).length);
    for (const link of links) {
      assert.match(link, /^https:/);
      const own = new RegExp(`^${repository}/(?:blob|raw)/v[\\d.]+/([^#]+)`).exec(link);
      if (own !== null) assert.ok(existsSync(new URL(own[1], root)), link);
    }
  }
  assert.match(published("![a](www/b.png)", "", repository), /\/raw\/v/);
});

test("READMEs of npm packages have no link that leads nowhere before the repository is known", () => {
  for (const path of ["README.md", "packages/cli/README.md", "packages/logs/README.md"]) {
    const text = read(path);
    const links = linksIn(published(text, "", ""));
    assert.deepEqual(
      links,
      linksIn(text).filter((link) => /^(https:|#)/.test(link)),
    );
  }
});

test("READMEs of crates link as crates.io resolves them: from the crate's folder", () => {
  for (const { path, text } of documents.filter(({ path }) => path.startsWith("crates/")))
    for (const link of linksIn(text).filter((link) => !link.startsWith("http")))
      assert.ok(existsSync(new URL(link.split("#")[0], new URL(path, root))), link);
});

test("manifests name the repository, and the folder of a package in it", () => {
  assert.deepEqual(addresses("", ""), {});
  const { repository: named, bugs } = addresses("packages/cli", repository);
  assert.deepEqual(named, { type: "git", url: `git+${repository}.git`, directory: "packages/cli" });
  assert.equal(bugs, `${repository}/issues`);
});

test("crates are packed in a folder that no earlier run has used, and it is removed", async () => {
  const folders = [];
  for (let run = 0; run < 2; run++)
    await packCrates(async (args) => {
      const folder = args[args.indexOf("--target-dir") + 1];
      assert.ok(existsSync(folder));
      folders.push(folder);
    });
  assert.notEqual(folders[0], folders[1]);
  for (const folder of folders) assert.ok(!existsSync(folder));
});
