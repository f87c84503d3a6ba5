// A name or a word by itself: what the reference has for it.

import { many } from "../dom";
import type * as Full from "../full";
import { entriesFor, entriesOf, FIND, GROUPS, nearest } from "../search";
import { codeFrameOf, codeOfName, codeWords } from "./code";
import { capital, type Frame, sentences } from "./frame";

/** More entries are counted, and behind a link. */
const MAX_ENTRIES = 8;

/** The name of an event type, a field, a rule and so on, or of an error code. */
export function termFrame(text: string, full: typeof Full): Frame | undefined {
  const name = text.replace(/^["'`]|["'`,:]+$/g, "");
  if (!/^[\w.-]+$/.test(name)) return undefined;
  const known = full.explain(name);
  const code = known?.kind === "error-code" ? Number(known.name) : codeOfName(name, full);
  if (code !== undefined) return codeFrameOf(codeWords(code, full));
  return known && entryFrame(known, full);
}

function entryFrame(entry: Full.Explanation, full: typeof Full): Frame {
  const { kind, name, facts, meaning, action, url } = entry;
  if (kind === "error-code") return codeFrameOf(codeWords(Number(name), full));
  const [, , , word] = groupOf(entry);
  return {
    glyph: "§",
    tone: "",
    title: `${word} ${name}`,
    facts: facts.slice(0, 3).map(({ label, value }) => `${label}: ${value}`),
    meaning,
    actions: sentences(action).map(capital),
    rows: facts.slice(3).map(({ label, value }) => ({ label: capital(label), values: [value] })),
    links: [
      { href: hrefOf(entry), words: "In the reference" },
      ...(url === "" ? [] : [{ href: url, words: "Source" }]),
    ],
  };
}

const groupOf = ({ kind }: Full.Explanation) => GROUPS.find(([of]) => of === kind)!;
const hrefOf = (entry: Full.Explanation) => `#${groupOf(entry)[1]}-${entry.name}`;

/** One to three words, which are no value of JSON. */
function wordsOf(text: string): string | undefined {
  const words = text.trim().replace(/^["'`“]|["'`”,:.?!]+$/g, "");
  if (words.length > 40 || !/^[\w+.'/-]+( [\w+.'/-]+){0,2}$/.test(words)) return undefined;
  return !/[a-z]/i.test(words) || /^(true|false|null|nan|none)$/i.test(words) ? undefined : words;
}

/** What the trade calls something: "dlr", "toll-free". */
export function wordFrame(text: string, full: typeof Full): Frame | undefined {
  const words = wordsOf(text);
  if (words === undefined) return undefined;
  const found = entriesFor(words, full).map(({ explanation }) => explanation);
  const [first] = found;
  if (first === undefined) return undefined;
  if (found.length === 1) {
    const frame = entryFrame(first, full);
    return { ...frame, facts: [...frame.facts, `the entry for “${words}”`] };
  }
  const listed = found.slice(0, MAX_ENTRIES);
  return {
    glyph: "§",
    tone: "",
    title: `“${words}”: ${many(found.length, "entry", "entries")} of the reference`,
    facts: ["a word, not a callback"],
    meaning: `The best match is \`${first.name}\`: ${first.meaning}`,
    actions: [],
    rows: listed.map((entry) => ({ label: entry.name, values: [aboutOf(entry), groupOf(entry)[3].toLowerCase()] })),
    links: [
      ...listed.map((entry) => ({ href: hrefOf(entry), words: entry.name })),
      { href: `#${FIND}${encodeURIComponent(words)}`, words: `All ${found.length} in the reference` },
    ],
  };
}

const aboutOf = ({ kind, title, meaning }: Full.Explanation): string =>
  kind === "error-code" ? title : (sentences(meaning)[0] ?? title).replaceAll("`", "");

/** A single word that the reference does not have. */
export function unknownWordFrame(text: string, full: typeof Full): Frame | undefined {
  const word = wordsOf(text);
  if (word === undefined || word.includes(" ")) return undefined;
  const near = nearest(word.toLowerCase(), entriesOf(full));
  return {
    glyph: "○",
    tone: "",
    title: `“${word}” is not in the reference`,
    facts: ["a word, not a callback"],
    meaning: "No error code, event type, field or rule has this word.",
    actions: ["Paste an error code, a message ID, a log line, or the body that Bandwidth sent."],
    rows: [],
    links: [
      ...(near === undefined ? [] : [{ href: `#${FIND}${encodeURIComponent(near)}`, words: `Search for “${near}”` }]),
      { href: "#error-4720", words: "All entries" },
    ],
  };
}
