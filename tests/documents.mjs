// The documents that people read: their paths, headings, links and examples.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { documents as paths } from "../scripts/documents.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Path from the root and text of each document. */
export const documents = paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** Without examples and inline code. */
export const prose = (text) => text.replace(/^(```|~~~~)[^]*?^\1$/gm, "").replace(/`[^`\n]*`/g, "``");

/** The anchors of a document, as GitHub makes them. */
export const anchors = (text) => new Set(sections(text).map(({ anchor }) => anchor));

/** The sections of a document: the anchor of each heading, and the text up to the next one. */
export function sections(text) {
  const masked = text.replace(/^(```|~~~~)[^]*?^\1$/gm, (example) => example.replace(/^#/gm, " "));
  const parts = masked.split(/^(?=#{1,6} )/m).filter((part) => part.startsWith("#"));
  return parts.map((part) => ({ anchor: anchorOf(part.match(/^#+ (.+)/)[1]), text: part }));
}

const anchorOf = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\-_ ]/gu, "")
    .replace(/ /g, "-");

/** The targets of the links and pictures of a document. */
export const linksIn = (text) => [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
