// The search of the reference: entries by their names, titles, labels and texts, and by what people call things.

import type * as Full from "./full";

/** The kinds of entries: the beginning of their links, and what they are called. */
export const GROUPS = [
  ["error-code", "error", "Error codes", "Error code"],
  ["event", "event", "Event types", "Event type"],
  ["field", "field", "Fields", "Field"],
  ["rule", "rule", "Rules", "Rule"],
  ["verification", "verification", "Toll-free verification", "Outcome"],
  ["verification-field", "verification-field", "Fields of toll-free verification", "Field"],
  ["denial-code", "denial", "Denial codes of toll-free verification", "Denial code"],
  ["other-product", "product", "Other products", "Other product"],
  ["repair", "repair", "Repairs", "Repair"],
] as const satisfies readonly (readonly [Full.Explanation["kind"], string, string, string])[];

/** A link that begins so searches for the rest of it. */
export const FIND = "find-";

/** Synonyms that the entries do not contain. */
const SYNONYMS: Record<string, readonly string[]> = {
  idempotency: ["message.id", "duplicate"],
  idempotent: ["message.id", "duplicate"],
  dlr: ["receipt", "message-delivered", "9902"],
  "delivery receipt": ["message-delivered", "9902"],
  rcs: ["rbm"],
  undelivered: ["message-failed", "failed"],
  bounced: ["message-failed"],
  filtered: ["spam", "4770"],
  blocked: ["spam", "rejected"],
  unsubscribe: ["opt", "4775", "4475"],
  unsubscribed: ["opt", "4775", "4475"],
  "opt-out": ["opt", "4775", "4475"],
  optout: ["opt", "4775", "4475"],
  stop: ["opt out", "4775", "4475"],
  whatsapp: ["channel"],
  timeout: ["9902", "receipt"],
  landline: ["4720"],
  "10dlc": ["campaign"],
  throttled: ["volume", "limit"],
  "rate limit": ["volume", "limit"],
  duplicate: ["message.id"],
  mms: ["media", "channel"],
  phone: ["message.to", "message.from"],
  "billable: no": ["not billable"],
  "billable: yes": ["billable"],
  price: ["billable"],
  cost: ["billable"],
};

export interface Entry {
  explanation: Full.Explanation;
  name: string;
  title: string;
  /** What it shows in a line of facts: "retry later", "direction: out". */
  labels: readonly string[];
  text: string;
}

const made = new WeakMap<object, readonly Entry[]>();

/** Every entry, in the order of the reference. */
export function entriesOf(full: typeof Full): readonly Entry[] {
  const catalogue = full.catalogue();
  const known = made.get(catalogue);
  if (known !== undefined) return known;
  const all = Object.values(catalogue).flat() as Full.Explanation[];
  const entries = GROUPS.flatMap(([kind, prefix]) =>
    all.filter((it) => it.kind === kind).map((explanation) => entryOf(explanation, prefix)),
  );
  made.set(catalogue, entries);
  return entries;
}

function entryOf(explanation: Full.Explanation, prefix: string): Entry {
  const { name, title, meaning, causes, action, facts } = explanation;
  const more = explanation.kind === "error-code" ? explanation.summary.split(" · ") : [];
  const labels = [...facts.map(({ label, value }) => `${label}: ${value}`), ...more];
  return {
    explanation,
    name: name.toLowerCase(),
    title: title.toLowerCase(),
    labels: labels.map((label) => label.toLowerCase()),
    text: [prefix, name, title, meaning, ...causes, action, ...labels].join(" ").toLowerCase(),
  };
}

/** How well an entry fits: by its name, its title, its labels, its text. 0: not at all. */
function score({ name, title, labels, text }: Entry, wanted: string): number {
  const words = wanted.split(/\s+/).filter(Boolean);
  if (name === wanted) return 100;
  if (words.every((word) => name.includes(word))) return 50;
  if (title.includes(wanted)) return 30;
  if (words.every((word) => title.includes(word) || name.includes(word))) return 20;
  if (labels.includes(wanted)) return 15;
  if (text.includes(wanted)) return 12;
  return words.every((word) => text.includes(word)) ? 10 : 0;
}

const synonyms = (wanted: string): readonly string[] => (Object.hasOwn(SYNONYMS, wanted) ? SYNONYMS[wanted]! : []);

/** The best match of the search text and its synonyms. */
export const ranked = (entry: Entry, wanted: string): number =>
  Math.max(score(entry, wanted), ...synonyms(wanted).map((other) => score(entry, other) * 0.9));

/** A word in more entries distinguishes none. */
const MAX_FOUND = 60;

/** The entries for a word or two, the best first: whole words only, and none if nearly all entries have them. */
export function entriesFor(words: string, full: typeof Full): readonly Entry[] {
  const wanted = words.toLowerCase();
  const patterns = [wanted, ...synonyms(wanted)].map(
    (word) => new RegExp(`(?<!\\w)${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\w)`),
  );
  const found = entriesOf(full)
    .filter(({ text }) => patterns.some((pattern) => pattern.test(text)))
    .map((entry) => ({ entry, rank: ranked(entry, wanted) }))
    .sort((one, other) => other.rank - one.rank)
    .map(({ entry }) => entry);
  return found.length > MAX_FOUND ? [] : found;
}

/** A word of the entries that starts like a search term. */
export function nearest(wanted: string, entries: readonly Entry[]): string | undefined {
  for (let length = wanted.length - 1; length > 2; length--) {
    const start = wanted.slice(0, length);
    const hit = entries.find(
      ({ name, title }) => name.startsWith(start) || title.split(" ").some((word) => word.startsWith(start)),
    );
    if (hit !== undefined) return hit.title.split(" ").find((word) => word.startsWith(start)) ?? hit.name;
  }
  return undefined;
}
