// The documents as HTML, in www/dist/docs: docs/README.md, and everything in this repository that it links to.
//
// They keep their relative paths, with docs/ as the root. A linked file that is not a document is copied as text.

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, posix } from "node:path";
import { at, filesIn, Stop } from "./run.mjs";

const SINGLE = ["README.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "CHANGELOG.md"];
const FOLDERS = ["bench", "crates", "docs", "examples", "fuzz", "integrations", "packages"];

/** The path of each document that people read. */
export const documents = filesIn(...SINGLE, ...FOLDERS).filter((path) => path.endsWith(".md"));

/** What the site is made from: the documents, the pictures and examples that they show, and this. */
export const SOURCES = ["docs", "examples", ...documents, "scripts/documents.mjs"];

const START = "docs/README.md";
const OUT = "www/dist/docs";

/** What the page's reference has an entry of: in these documents a heading is an entry. */
const ENTRIES = {
  "docs/reference/error-codes.md": "error",
  "docs/reference/rules.md": "rule",
  "docs/reference/events.md": "event",
  "docs/reference/fields.md": "field",
};

const NAV = [
  ["docs/README.md", "Documentation"],
  ["docs/getting-started.md", "Getting started"],
  ["docs/receiver.md", "Receiver"],
  ["docs/reference/events.md", "Events"],
  ["docs/reference/rules.md", "Rules"],
  ["docs/reference/error-codes.md", "Error codes"],
  ["docs/faq.md", "FAQ"],
];

/** Where a file of the repository is in the site, from its root. */
function placeOf(path) {
  const inDocs = path.startsWith("docs/") ? path.slice("docs/".length) : path;
  if (path === START) return "index.html";
  if (extname(path) === ".md") return inDocs.replace(/\.md$/, ".html");
  return [".png", ".svg"].includes(extname(path)) ? inDocs : `${inDocs}.txt`;
}

/** The file that a link leads to: the README of a folder, or the file itself. */
function fileOf(target, from) {
  const path = posix.normalize(posix.join(dirname(from), target)).replace(/\/$/, "");
  if (path.startsWith("..") || !existsSync(at(path))) throw new Stop(`${from} links to ${target}, which is not there`);
  const file = statSync(at(path)).isDirectory() ? `${path}/README.md` : path;
  if (!existsSync(at(file))) throw new Stop(`${from} links to the folder ${target}, which has no README.md`);
  return file;
}

const isAddress = (target) => /^[a-z][a-z\d+.-]*:/i.test(target);

export async function site() {
  const [{ Marked }, { gfmHeadingId }] = await Promise.all([import("marked"), import("marked-gfm-heading-id")]);
  rmSync(at(OUT), { recursive: true, force: true });
  const waiting = [START];
  const seen = new Set(waiting);
  for (const path of waiting) {
    const to = at(OUT, placeOf(path));
    mkdirSync(dirname(to), { recursive: true });
    if (extname(path) !== ".md") {
      cpSync(at(path), to);
      continue;
    }
    /** The address of a linked file from this document; the file is written as well. */
    const resolve = (target) => {
      if (isAddress(target) || target.startsWith("#")) return target;
      const [linked, anchor] = target.split("#");
      const file = fileOf(linked, path);
      if (!seen.has(file)) waiting.push(file);
      seen.add(file);
      return relative(path, file) + (anchor === undefined ? "" : `#${anchor}`);
    };
    const marked = new Marked(gfmHeadingId(), {
      walkTokens(token) {
        if (token.type === "link" || token.type === "image") token.href = resolve(token.href);
      },
    });
    const text = readFileSync(at(path), "utf8");
    const html = withEntries(marked.parse(text), path);
    writeFileSync(to, pageOf(path, /^# (.+)$/m.exec(text)?.[1].replaceAll("`", "") ?? basename(path), html));
  }
  const styles = ["www/style/tokens.css", "www/style/documents.css"].map((name) => readFileSync(at(name), "utf8"));
  writeFileSync(at(OUT, "documents.css"), styles.join("\n"));
}

const relative = (from, to) => posix.relative(dirname(placeOf(from)), placeOf(to)) || basename(placeOf(to));

/** Links each entry of the reference to the same entry on the page. */
function withEntries(html, path) {
  const kind = ENTRIES[path];
  if (kind === undefined) return html;
  const page = `${"../".repeat(placeOf(path).split("/").length)}index.html`;
  return html.replace(/<h2 id="([^"]*)">(.*?)<\/h2>/g, (heading, id, words) => {
    const name = words.replace(/<[^>]*>/g, "");
    if (/[A-Z ]/.test(name) && kind !== "field") return heading; // "Old names" is no entry
    return `<h2 id="${id}">${words} <a class="entry" href="${page}#${kind}-${name}">on the page</a></h2>`;
  });
}

function pageOf(path, title, html) {
  const up = "../".repeat(placeOf(path).split("/").length - 1);
  const nav = NAV.map(([file, words]) => {
    const here = file === path ? ' aria-current="page"' : "";
    return `<a href="${relative(path, file)}"${here}>${words}</a>`;
  });
  const policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title.replaceAll("&", "&amp;").replaceAll("<", "&lt;")} · bandwidth-callbacks</title>
    <link rel="stylesheet" href="${up}documents.css" />
  </head>
  <body>
    <nav aria-label="Documents"><a href="${up}../index.html">Page</a> ${nav.join(" ")}</nav>
    <main>
${html.replace(/<table>/g, '<div class="table" tabindex="0"><table>').replace(/<\/table>/g, "</table></div>")}
    </main>
  </body>
</html>
`;
}
