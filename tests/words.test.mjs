// Documents, comments and the names of tests have no word of tests/words.json, and what people search for leads to the
// right place.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { documents, linksIn, prose, root, sections } from "./documents.mjs";

const list = JSON.parse(readFileSync(new URL("words.json", import.meta.url), "utf8"));
const plain = (text) =>
  ` ${text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(" ")} `;

/** The listed words in a text, each with its line and what to write instead. */
function found(text) {
  const hits = text.split("\n").flatMap((line, index) => {
    const words = plain(line);
    const inLine = list.filter(({ word }) => words.includes(` ${word} `));
    return inLine.map(({ word, instead }) => `line ${index + 1} has "${word}": write ${instead}`);
  });
  return [...new Set(hits)];
}

for (const { path, text } of documents) {
  test(`${path}: plain words`, () => assert.deepEqual(found(prose(text)), []));
}

const slashes = /(?:^|[^:"'`\\])\/\/+!?(.*)$|^\s*\/?\*+(?!\w)(.*)$|\/\*\*?(.*)/;
const hash = /(?:^|\s)#(?!\[)(.*)$|"""(.*)$|^([^"'=()]*)$/; // the last one: a line of a docstring
const isTest = (path) => /(?:^|\/)tests\//.test(path);

const withoutCode = (comment) => comment.replace(/`[^`]*`/g, "``");

/** Only the comments and the names of tests, with the lines where they are. */
function comments(text, path, shown = withoutCode) {
  const [mark, name] = /\.(py|toml|yml)$/.test(path)
    ? [hash, /^\s*(?:async )?def (\w+)/]
    : [slashes, path.endsWith(".rs") ? /^\s*(?:async )?fn (\w+)/ : /(?:\b(?:test|it|on|describe)\(|^ {2})"(.*?)",/];
  const line = (code) => {
    const comment = mark.exec(code)?.slice(1).join(" ") ?? "";
    const named = isTest(path) ? (name.exec(code)?.[1].replaceAll("_", " ") ?? "") : "";
    return `${shown(comment)} . ${named}`;
  };
  return text.split("\n").map(line).join("\n");
}

const tracked = () => execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
const sources = (() => {
  try {
    return tracked().filter(
      (path) =>
        /\.(ts|mjs|js|rs|css|py|toml|yml)$/.test(path) &&
        !path.includes("/generated/") &&
        existsSync(`${root}/${path}`),
    );
  } catch {
    return []; // not a clone: a copy of the files
  }
})();

test("comments and names of tests: plain words", { skip: sources.length === 0 && "needs a git clone" }, () => {
  const all = sources.flatMap((path) => {
    const hits = found(comments(readFileSync(`${root}/${path}`, "utf8"), path));
    return hits.map((hit) => `${path}: ${hit}`);
  });
  assert.deepEqual(all, []);
});

test("files that comments name exist", { skip: sources.length === 0 && "needs a git clone" }, () => {
  const folders = new Set(sources.map((path) => path.split("/")[0]));
  const paths = new RegExp(`(?<![\\w/:.@-])(?:${[...folders].join("|")})/[\\w./-]+\\.(?:rs|ts|mjs|json|md)\\b`, "g");
  const missing = sources.flatMap((path) => {
    const text = comments(readFileSync(`${root}/${path}`, "utf8"), path, (comment) => comment);
    const named = [...text.matchAll(paths)].map(([name]) => name).filter((name) => !/\bX\./.test(name));
    return named.filter((name) => !existsSync(`${root}/${name}`)).map((name) => `${path}: ${name}`);
  });
  assert.deepEqual(missing, []);
});

/** What people search for, and the heading that has the answer. */
const answers = {
  idempotency: "docs/receiver.md#idempotency-stores",
  dedupe: "docs/receiver.md#idempotency-stores",
  retry: "docs/receiver.md#retries",
  "dead letter": "docs/receiver.md#dead-letters",
  DLR: "docs/reference/events.md#message-delivered",
  "delivery receipt": "docs/reference/events.md#message-delivered",
  webhook: "docs/getting-started.md#parse-a-body",
  "10DLC": "docs/reference/error-codes.md#4476",
  "out of order": "docs/receiver.md#order",
  "opt-out": "docs/reference/error-codes.md#4475",
  "toll-free verification": "docs/receiver.md#toll-free-verification",
  signature: "docs/faq.md#can-i-verify-a-signature-instead",
  challenge: "docs/receiver.md#challenge",
};

const textOf = (path) => documents.find((document) => document.path === path).text;
const index = sections(textOf("docs/README.md")).find(({ anchor }) => anchor === "find-it-by-word").text;
const rows = [...index.matchAll(/^\| (.+?) \| (.+) \|$/gm)]
  .slice(2)
  .map(([, words, links]) => ({ words: words.split(", "), links: linksIn(links).map((link) => `docs/${link}`) }));

for (const [word, answer] of Object.entries(answers)) {
  test(`"${word}" is in the index, which leads to ${answer}`, () => {
    const found = rows.filter(({ words }) => words.some((it) => plain(it).includes(plain(word))));
    assert.ok(
      found.some(({ links }) => links.includes(answer)),
      JSON.stringify(found),
    );
  });
}

for (const { words, links } of rows) {
  test(`the index: ${words[0]} leads to sections about it`, () => {
    for (const link of links) {
      const [path, anchor] = link.split("#");
      const section = sections(textOf(path)).find((it) => it.anchor === anchor);
      const text = plain(section.text);
      assert.ok(
        words.some((word) => text.includes(plain(word).slice(0, -1))),
        `${link} has none of: ${words.join(", ")}`,
      );
    }
  });
}

test("README names what people search for, and links to the index", () => {
  const readme = plain(textOf("README.md"));
  for (const word of ["idempotency", "dead letter", "delivery receipt", "DLR", "webhook", "10DLC", "retry", "dedupe"])
    assert.ok(readme.includes(plain(word).trimEnd()), word);
  assert.ok(linksIn(textOf("README.md")).includes("docs/README.md"));
});
