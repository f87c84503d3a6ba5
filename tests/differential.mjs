// For any text, the package returns the same values as JSON.parse, or both fail. differential.test.mjs runs this in
// Node and tests/everywhere in other runtimes, so it imports nothing.

/** Keys that have a special meaning in JavaScript. */
const names = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
  "toJSON",
  "then",
  "length",
  "0",
  "",
  "type",
  "message",
  "to",
  "_json",
];
/** The types of events. */
export const types = [
  "message-received",
  "message-sending",
  "message-sent",
  "message-delivered",
  "message-failed",
  "message-read",
  "suggestion-response",
  "requested-location-response",
];

/** Numbers that are easily read wrongly. */
export const numbers = [
  "-0",
  "0",
  "1e400",
  "-1e400",
  "1E-400",
  "5e-324",
  "4.9E-325",
  "2.2250738585072011e-308",
  "1.7976931348623157e308",
  "1.7976931348623159e308",
  "9007199254740993",
  "0.1e1",
  "1e+07",
  "9".repeat(400),
  `0.${"0".repeat(400)}1`,
];

/** The most arrays and objects within each other by default. */
const DEPTH = 64;

/**
 * Goes through everything; throws at the first difference, with the text that shows it. Gives how many texts were
 * tried, how many of them were JSON, and how many gave events.
 */
export function differential(fc, { parse, validate, sample }, { runs, seed }) {
  const own = Object.getOwnPropertyNames(Object.prototype).join();
  const count = { texts: 0, json: 0, events: 0 };
  const samples = types.map((type) => JSON.stringify(sample(type)));
  const { text, spaces } = texts(fc);
  const ask = (arbitrary, ...more) => fc.assert(fc.property(arbitrary, ...more), { numRuns: runs, seed });
  const holds = (text, options) => hold({ parse, validate }, count, text, options);

  ask(text, (value) => void holds(value));
  ask(fc.array(text, { maxLength: 4 }), (values) => void holds(`[${values}]`));
  // In an unknown field of an event of any type: there values are passed through unchanged.
  ask(text, fc.constantFrom(...samples), fc.boolean(), (value, body, isInner) => {
    const report = holds(body.replace(isInner ? '"message":{' : "{", (brace) => `${brace}"odd":${value},`));
    if (report.events.length > 0)
      must(
        same((isInner ? report.events[0].message : report.events[0]).odd, JSON.parse(value)),
        "an unknown field is kept",
      );
  });
  ask(text, (value) => void holds(`[{"type":"message-snoozed","odd":${value}}]`));
  ask(
    fc.constantFrom(...samples),
    fc.array(edit(fc, text), { minLength: 1, maxLength: 4 }),
    (body, edits) => void holds(edited(body, edits)),
  );
  ask(
    text,
    fc.array(edit(fc, text), { minLength: 1, maxLength: 3 }),
    (value, edits) => void holds(edited(value, edits)),
  );
  ask(
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 40 }),
    (value) => {
      holds(value);
      holds(`[{"type":${JSON.stringify(value)},"odd":"${value}"}]`);
    },
  );
  ask(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...samples), fc.nat(), (bytes, body, at) => {
    const whole = Uint8Array.from(body, (unit) => unit.charCodeAt(0));
    for (const some of [
      bytes,
      join(whole.subarray(0, at % whole.length), bytes, whole.subarray((at % whole.length) + 1)),
    ]) {
      must(
        same(kept(parse(some)), kept(parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(some)))),
        "bytes are read as their text",
      );
    }
  });
  ask(
    fc.integer({ min: 1, max: 90 }),
    fc.integer({ min: 1, max: 90 }),
    fc.array(fc.boolean(), { minLength: 1 }),
    spaces,
    (depth, maxDepth, isList, space) => {
      const kinds = Array.from({ length: depth }, (_, level) => isList[level % isList.length]);
      const value =
        kinds.map((list) => (list ? `[${space}` : '{"a":')).join("") +
        "1" +
        kinds
          .map((list) => (list ? "]" : "}"))
          .reverse()
          .join("");
      holds(value, { maxDepth });
    },
  );
  must(Object.getOwnPropertyNames(Object.prototype).join() === own, "Object.prototype is as it was");
  return count;
}

/** What must hold of a text. */
function hold({ parse, validate }, count, text, options) {
  count.texts += 1;
  const report = parse(text, options);
  must(same(validate(text, options), report.diagnostics), "`validate` gives the diagnostics of `parse`");
  plain(report);
  if (text.isWellFormed())
    must(same(parse(new TextEncoder().encode(text), options), report), "bytes say what text says");
  const rules = report.diagnostics.map(({ rule }) => rule);
  must(report.ok === !report.diagnostics.some(({ severity }) => severity === "error"), "`ok` is without errors");
  must(!rules.includes("internal-error"), "no internal error");
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    must(!report.ok && lengthOf(report) === 0, "what JSON.parse refuses is refused");
    return report;
  }
  count.json += 1;
  const isTooDeep = depthOf(value) > (options?.maxDepth ?? DEPTH);
  // JSON.parse keeps one value of a duplicate key, so the result may be less deep than the text.
  must(rules.includes("too-deep") || !isTooDeep, "the limit on nesting holds");
  if (rules.includes("too-deep")) {
    must(
      isTooDeep || text.split(/[[{]/).length - 1 > (options?.maxDepth ?? DEPTH),
      "only what is too deep is refused for that",
    );
    return report;
  }
  must(!["invalid-json", "empty-body"].some((rule) => rules.includes(rule)), "what JSON.parse accepts is accepted");
  const list = rules.includes("wrapped-body") ? value._json : value;
  const elements = Array.isArray(list) ? list : [list];
  must(lengthOf(report) === elements.length, "every element is kept");
  for (const { index, value } of [...report.unknown, ...report.rejected])
    must(same(value, elements[index]), "what is no event is kept as sent");
  if (rules.length === 0 && report.verifications.length === 0)
    must(same(report.events, value), "a clean body is what JSON.parse gives");
  count.events += report.events.length;
  return report;
}

/** How many elements a report has. */
function lengthOf({ events, verifications, unknown, rejected }) {
  return events.length + verifications.length + unknown.length + rejected.length;
}

/** JSON texts of every kind: with white space, repeated keys, escapes, and numbers to any length. */
function texts(fc) {
  const spaces = fc.constantFrom("", "", "", " ", "\n", "\t\r\n ", " ".repeat(9));
  const unit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
  const letters = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.string({ unit }), fc.constantFrom(...names));
  const unicode = (text, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`;
  const escaped = (text) => `"${Array.from({ length: text.length }, (_, at) => unicode(text, at)).join("")}"`;
  const string = fc.oneof(
    letters.map((text) => JSON.stringify(text)),
    letters.map(escaped),
    fc.constantFrom('"\\/\\b\\f\\n\\r\\t\\"\\\\"', '"\\ud83d"', '"\\udc4d\\ud83d"', '"\u2028\ufeff"'),
  );
  const digits = (least) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: 25 }).map((list) => list.join(""));
  const number = fc.oneof(
    fc.constantFrom(...numbers),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc
      .tuple(
        fc.constantFrom("", "-"),
        digits(1),
        fc.constantFrom("", "."),
        digits(1),
        fc.constantFrom("", "e", "E+", "e-"),
        digits(1),
      )
      .map(
        ([sign, whole, point, part, e, power]) =>
          `${sign}${whole.replace(/^0+(?=.)/, "")}${point && point + part}${e && e + power.slice(0, 4)}`,
      ),
  );
  const { text } = fc.letrec((tie) => ({
    text: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom("null", "true", "false"),
      string,
      number,
      tie("list"),
      tie("object"),
    ),
    list: fc
      .tuple(spaces, fc.array(tie("text"), { maxLength: 5 }))
      .map(([space, items]) => `[${space}${items.join(`${space},${space}`)}${space}]`),
    object: fc
      .tuple(spaces, fc.array(fc.tuple(string, tie("text")), { maxLength: 5 }))
      .map(
        ([space, members]) =>
          `{${space}${members.map(([name, value]) => `${name}${space}:${space}${value}`).join(`,${space}`)}}`,
      ),
  }));
  return { text, spaces };
}

const edit = (fc, text) =>
  fc.record({
    at: fc.nat(),
    gone: fc.integer({ min: 0, max: 6 }),
    put: fc.oneof(text, fc.string({ maxLength: 2 }), fc.constantFrom("", ...'"\\[]{},:0-.eE+\ufeff\ud83d\u0000\u00a0')),
  });

const edited = (text, edits) =>
  edits.reduce(
    (text, { at, gone, put }) =>
      text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + gone),
    text,
  );

/**
 * Lists and plain objects, all of whose properties are their own and can be changed; strings, numbers, booleans, null.
 */
function plain(value) {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return;
  must(
    typeof value === "object" && [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)),
    "values are plain data",
  );
  for (const [name, { value: own, writable, enumerable, configurable }] of Object.entries(
    Object.getOwnPropertyDescriptors(value),
  )) {
    if (Array.isArray(value) && name === "length") continue;
    must(writable && enumerable && configurable, "properties are plain");
    plain(own);
  }
}

function same(one, other) {
  if (typeof one !== "object" || one === null) return Object.is(one, other);
  if (typeof other !== "object" || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  const others = Object.keys(other);
  return keys.length === others.length && keys.every((key, at) => key === others[at] && same(one[key], other[key]));
}

const kept = ({ events, verifications, unknown, rejected }) => [events, verifications, unknown, rejected];

const depthOf = (value) =>
  typeof value !== "object" || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf));

const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

function must(holds, what) {
  if (!holds) throw new Error(`broken: ${what}`);
}
