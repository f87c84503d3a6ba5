// The documents that people read: which there are, their headings, links and examples.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const folders = ["docs", "docs/reference"];
const single = [
  "README.md",
  "CONTRIBUTING.md",
  "CODE_OF_CONDUCT.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "crates/callbacks/README.md",
  "crates/logs/README.md",
  "crates/receiver/README.md",
  "packages/cli/README.md",
  "packages/logs/README.md",
  "examples/README.md",
];

/** Path from the root and text of each document. */
export const documents = [
  ...single,
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
].map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** Without examples and inline code. */
export const prose = (text) => text.replace(/^(```|~~~~)[^]*?^\1$/gm, "").replace(/`[^`\n]*`/g, "``");

/** The anchors of a document, as GitHub makes them. */
export function anchors(text) {
  const headings = text.replace(/^(```|~~~~)[^]*?^\1$/gm, "").matchAll(/^#{1,6} (.+)$/gm);
  const found = new Set();
  for (const [, heading] of headings) found.add(anchor(heading));
  return found;
}

const anchor = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\-_ ]/gu, "")
    .replace(/ /g, "-");

/** The targets of the links and pictures of a document. */
export const linksIn = (text) => [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
