// Random events with strings that are hard to print and to read, from a seed.

/** Pieces of texts: quotes, brackets, separators, escapes, and what looks like the next field. */
const PIECES = [
  ...['"', "'", "`", '""', "''", "”", "“", "’", "«a»", "\\", "\\\\", "\\n", "\\u0041", "\\'", '\\"'],
  ...["{", "}", "[", "]", "(", ")", "{}", "[x]", "(y)", "<b>", "</p>", "{{", "}}", "[]", "'}", '"]'],
  ...[",", ", ", ";", "; ", ":", ": ", "=", " = ", "=>", " => ", "->", "|", "||", "&", "&&", "#", "# ", "//", "/*"],
  ...["to: ", "to:", "text=", ", to=", ', "to": ', "'to': ", " tag:", "type", "[to] => ", "message-failed", "id => 1"],
  ...["🙂", "é", "Zoë", "中文", "👩‍👩‍👧", "ñ", "–", "…", "...", "\u00a0", "½"],
  ...[
    "#{x}",
    `$${"{HOME}"}`,
    "$HOME",
    "%s",
    "%22",
    "%7B",
    "&amp;",
    "&quot;",
    "=3D",
    "=20",
    "@",
    "~",
    "^",
    "*",
    "!",
    "?",
  ],
  ...["null", "nil", "None", "true", "42", "0x1F", "1.5", "2026-08-03", "https://example.com/a?b=c&d=[1]", "-- ", "- "],
  ...["hello", "Gate B", "the blue folder", "see you", "STOP", "order", "it’s", "it's", "5'10\"", "C:\\new\\table"],
];

/** Numbers from a seed, as many as are asked for: mulberry32. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, chance: (share) => next() < share, pick: (list) => list[below(list.length)] };
}

/** Words for null that look like a string if strings have no quotes. */
const NOTHING = ["null", "nil", "None"];

/** A text that is hard to print. */
function hardText(from, { breaks = true, nothing = true } = {}) {
  const count = from.pick([0, 1, 1, 2, 2, 3, 4, 6, 9]);
  const piece = () =>
    breaks && from.chance(0.08) ? from.pick(["\n", "\n\n", "\n  ", "\t", "\r\n"]) : from.pick(PIECES);
  let text = Array.from({ length: count }, () => piece() + (from.chance(0.5) ? " " : "")).join("");
  if (from.chance(0.7)) text = text.trim();
  if (from.chance(0.1)) text = ` ${text}`;
  if (!nothing && NOTHING.includes(text.trim())) text += "!";
  return text;
}

const TYPES = ["message-received", "message-sending", "message-delivered", "message-failed", "message-read"];
const digits = (from, count) => Array.from({ length: count }, () => from.below(10)).join("");
const phone = (from) => `+1555${digits(from, 7)}`;
const hex = (from, count) => Array.from({ length: count }, () => from.below(16).toString(16)).join("");
const uuid = (from) => [8, 4, 4, 4, 12].map((count) => hex(from, count)).join("-");
const time = (from) => {
  const two = (limit, least = 0) => String(least + from.below(limit)).padStart(2, "0");
  return `2026-${two(9, 1)}-${two(28, 1)}T${two(24)}:${two(60)}:${two(60)}.${digits(from, from.pick([3, 6]))}Z`;
};

/** One event. Only its text, and sometimes its tag and description, are hard. */
export function randomEvent(from, options) {
  const type = from.pick(TYPES);
  const isInbound = type === "message-received";
  const owner = phone(from);
  const others = Array.from({ length: from.pick([1, 1, 1, 2, 3]) }, () => phone(from));
  const recipients = isInbound ? [owner] : others;
  const message = {
    id: from.chance(0.5) ? uuid(from) : `178402050${digits(from, 4)}${hex(from, 16)}`,
    owner,
    applicationId: uuid(from),
    time: time(from),
    segmentCount: 1 + from.below(4),
    direction: isInbound ? "in" : "out",
    to: recipients,
    from: isInbound ? others[0] : owner,
    text: isInbound || from.chance(0.3) ? hardText(from, options) : "",
    ...(from.chance(0.5) && { tag: from.chance(0.4) ? hardText(from, options) : `order ${digits(from, 4)}` }),
    ...(from.chance(0.15) && { media: [`https://messaging.bandwidth.com/api/v2/users/1/media/${hex(from, 8)}/a.png`] }),
    ...(from.chance(0.2) && { channel: from.pick(["SMS", "MMS", "RBM"]) }),
  };
  return {
    time: time(from),
    type,
    to: recipients[0],
    description: from.chance(0.15) ? hardText(from, options) : from.pick(["ok", "invalid-destination-address"]),
    message,
    ...(type === "message-failed" && { errorCode: 4000 + from.below(1000) }),
  };
}
