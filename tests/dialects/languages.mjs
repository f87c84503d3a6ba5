// Printers of languages that quote their strings.

const each = (print) => (bodies) => bodies.map(print);
const entries = (value) => Object.entries(value);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Writes a value by what is around lists, objects and members. */
function writer({ text, list, object, member, number = String }) {
  const write = (value, depth = 0) => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value))
      return list(
        value.map((item) => write(item, depth + 1)),
        depth,
        value,
      );
    if (!isObject(value)) return number(value);
    return object(
      entries(value).map(([name, inner]) => member(name, write(inner, depth + 1), depth)),
      depth,
      value,
    );
  };
  return each((body) => write(body));
}

/** A string in quotes: each match of `pattern` is escaped. */
const quoted = (quote, pattern, replacement) => (value) => quote + value.replace(pattern, replacement) + quote;
const NAMED = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", '"': '\\"' };
const named = (found, otherwise) => NAMED[found] ?? otherwise(found);
const codePoint = (found) => found.codePointAt(0).toString(16);

const ruby = quoted('"', /["\\\n\r\t]|#(?=[{$@])/g, (it) => named(it, (hash) => `\\${hash}`));
const elixir = quoted('"', /["\\\n\r\t]|#(?=\{)/g, (it) => named(it, (hash) => `\\${hash}`));
const go = quoted('"', /["\\\n\r\t\u00a0\u200d]/g, (it) => named(it, (odd) => `\\u${codePoint(odd).padStart(4, "0")}`));
const rust = quoted('"', /["\\\n\r\t\u00a0\u200d]/gu, (it) => named(it, (odd) => `\\u{${codePoint(odd)}}`));
const swift = quoted('"', /["\\\n\r\t']/g, (it) => named(it, (quote) => `\\${quote}`));
const csharp = quoted('"', /["\\\n\r\t]/g, (it) => NAMED[it]);
const singlePhp = quoted("'", /['\\]/g, (it) => `\\${it}`);
const kotlin = quoted('"', /["\\\n\r\t$]/g, (it) => named(it, (dollar) => `\\${dollar}`));

/** Data::Dumper: single quotes, or double ones if there is a wide character. */
function perl(value) {
  const isWide = /[^\x00-\xff]/u.test(value);
  if (!isWide && !/[^\x00-\x7f]/.test(value))
    return /^(?:0|-?[1-9]\d{0,8})$/.test(value) ? `'${value}'` : singlePhp(value);
  return quoted('"', /["\\$@]|[^\x00-\x7f]/gu, (it) => (it < "\x7f" ? `\\${it}` : `\\x{${codePoint(it)}}`))(value);
}

/** inspect.lua: the quotes that need no escape. */
const lua = (value) => {
  const escaped = value.replace(/[\\\n\r\t]/g, (it) => NAMED[it]);
  return value.includes('"') && !value.includes("'") ? `'${escaped}'` : `"${escaped.replaceAll('"', '\\"')}"`;
};

/** Objective-C: words without quotes, all else with them, and UTF-16 code units beyond ASCII as numbers. */
const cocoa = (value) => {
  if (/^[A-Za-z0-9_$./]+$/.test(value) && value !== "") return value;
  return quoted('"', /["\\\n\r\t]|[^\x00-\x7f]/g, (it) =>
    named(it, (unit) => `\\U${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  )(value);
};

const pad = (depth, width) => " ".repeat(depth * width);
const lines =
  (open, close, width, end = ",", last = ",") =>
  (parts, depth) => {
    if (parts.length === 0) return open + close;
    const inner = parts.map((part) => pad(depth + 1, width) + part).join(`${end}\n`);
    return `${open}\n${inner}${last}\n${pad(depth, width)}${close}`;
  };
const inline =
  (open, close, between = ", ") =>
  (parts) =>
    open + parts.join(between) + close;
const javaScript = (value) =>
  /'/.test(value) ? JSON.stringify(value) : `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"')}'`;

export const rubyInspect = writer({
  text: ruby,
  list: inline("[", "]"),
  object: inline("{", "}"),
  member: (name, value) => `${ruby(name)}=>${value}`,
});
export const elixirInspect = (bodies) =>
  writer({
    text: elixir,
    list: inline("[", "]"),
    object: (parts) => `%{${[...parts].sort().join(", ")}}`,
    member: (name, value) => `${elixir(name)} => ${value}`,
  })(bodies);
export const varExport = writer({
  text: singlePhp,
  list: (parts, depth, items) => {
    const rows = parts.map(
      (part, at) => `${pad(depth + 1, 2)}${at} => ${isObject(items[at]) ? `\n${pad(depth + 1, 2)}` : ""}${part},\n`,
    );
    return `array (\n${rows.join("")}${pad(depth, 2)})`;
  },
  object: (parts, depth) =>
    `array (\n${parts.map((part) => `${pad(depth + 1, 2)}${part},\n`).join("")}${pad(depth, 2)})`,
  member: (name, value, depth) =>
    `${singlePhp(name)} => ${value.startsWith("array (") ? `\n${pad(depth + 1, 2)}` : ""}${value}`,
});
export const varDump = writer({
  text: (value) => `string(${Buffer.byteLength(value)}) "${value}"`,
  list: (parts, depth) => {
    const inner = pad(depth + 1, 2);
    const items = parts.map((part, at) => `${inner}[${at}]=>\n${inner}${part}\n`);
    return `array(${parts.length}) {\n${items.join("")}${pad(depth, 2)}}`;
  },
  object: (parts, depth) => `array(${parts.length}) {\n${parts.join("")}${pad(depth, 2)}}`,
  member: (name, value, depth) => `${pad(depth + 1, 2)}["${name}"]=>\n${pad(depth + 1, 2)}${value}\n`,
  number: (value) => `int(${value})`,
});
export const perlDumper = (bodies) =>
  bodies.map((body) => {
    const write = (value, indent) => {
      if (typeof value === "string") return perl(value);
      if (typeof value === "number") return String(value);
      const inner = " ".repeat(indent + 2);
      if (Array.isArray(value)) {
        return `[\n${value.map((item) => inner + write(item, indent + 2)).join(",\n")}\n${" ".repeat(indent)}]`;
      }
      const members = entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
      const rows = members.map(([name, it]) => `${inner}'${name}' => ${write(it, indent + 2 + name.length + 6)}`);
      return `{\n${rows.join(",\n")}\n${" ".repeat(indent)}}`;
    };
    return `$VAR1 = ${write(body, 8)};\n`;
  });

const dynamo = (value) => {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(dynamo) };
  return { M: Object.fromEntries(entries(value).map(([name, inner]) => [name, dynamo(inner)])) };
};
const mongo = (value) => {
  if (typeof value === "number") return { $numberInt: String(value) };
  if (Array.isArray(value)) return value.map(mongo);
  return isObject(value) ? Object.fromEntries(entries(value).map(([name, it]) => [name, mongo(it)])) : value;
};

export const LANGUAGES = [
  { name: "ruby inspect", floor: 1, print: rubyInspect },
  {
    name: "ruby inspect 3.4",
    floor: 1,
    print: writer({
      text: ruby,
      list: inline("[", "]"),
      object: inline("{", "}"),
      member: (name, value) => `${ruby(name)} => ${value}`,
    }),
  },
  {
    name: "ruby symbols",
    floor: 1,
    print: writer({
      text: ruby,
      list: inline("[", "]"),
      object: inline("{", "}"),
      member: (name, value) => `:${name}=>${value}`,
    }),
  },
  {
    name: "ruby symbols 3.4",
    floor: 1,
    print: writer({
      text: ruby,
      list: inline("[", "]"),
      object: inline("{", "}"),
      member: (name, value) => `${name}: ${value}`,
    }),
  },
  {
    name: "rails log",
    floor: 1,
    print: (bodies) =>
      rubyInspect(bodies.map((body) => ({ _json: body, callback: { _json: body } }))).map(
        (text) => `Started POST "/callbacks" for 10.0.0.1 at 2026-08-03 16:20:11 +0000\n  Parameters: ${text}\n`,
      ),
  },
  { name: "php var_export", floor: 1, print: varExport },
  { name: "php var_dump", floor: 1, print: varDump },
  {
    name: "php short array",
    floor: 1,
    print: writer({
      text: singlePhp,
      list: lines("[", "]", 4),
      object: lines("[", "]", 4),
      member: (name, value) => `'${name}' => ${value}`,
    }),
  },
  { name: "perl Data::Dumper", floor: 1, print: perlDumper },
  { name: "elixir inspect", floor: 1, print: elixirInspect },
  {
    name: "go %#v map",
    floor: 1,
    print: writer({
      text: go,
      list: (parts, _depth, items) =>
        `${typeof items[0] === "string" ? "[]string" : "[]map[string]interface {}"}{${parts.join(", ")}}`,
      object: inline("map[string]interface {}{", "}"),
      member: (name, value) => `${go(name)}:${value}`,
    }),
  },
  {
    name: "swift dictionary",
    floor: 1,
    print: writer({
      text: swift,
      list: inline("[", "]"),
      object: inline("[", "]"),
      member: (name, value) => `${swift(name)}: ${value}`,
    }),
  },
  {
    name: "rust serde_json Debug",
    floor: 1,
    print: writer({
      text: (value) => `String(${rust(value)})`,
      list: inline("Array [", "]"),
      object: inline("Object {", "}"),
      member: (name, value) => `${rust(name)}: ${value}`,
      number: (value) => `Number(${value})`,
    }),
  },
  {
    name: "lua inspect",
    floor: 1,
    print: writer({
      text: lua,
      list: inline("{ ", " }"),
      object: lines("{", "}", 2, ",", ""),
      member: (name, value) => `${name} = ${value}`,
    }),
  },
  {
    name: "c# initializer",
    floor: 1,
    print: writer({
      text: csharp,
      list: inline("[", "]"),
      object: inline("{ ", " }"),
      member: (name, value) => `[${csharp(name)}] = ${value}`,
    }),
  },
  {
    name: "kotlin mapOf",
    floor: 1,
    print: writer({
      text: kotlin,
      list: inline("listOf(", ")"),
      object: inline("mapOf(", ")"),
      member: (name, value) => `${kotlin(name)} to ${value}`,
    }),
  },
  {
    name: "objective-c",
    floor: 0.95,
    print: writer({
      text: cocoa,
      list: lines("(", ")", 4, ",", ""),
      object: lines("{", "}", 4, "", ""),
      member: (name, value) => `${name} = ${value};`,
    }),
  },
  {
    name: "jest",
    floor: 1,
    print: writer({
      text: (value) => `"${value.replace(/["\\]/g, "\\$&")}"`,
      list: lines("Array [", "]", 2),
      object: lines("Object {", "}", 2),
      member: (name, value) => `"${name}": ${value}`,
    }),
  },
  {
    name: "typescript literal",
    floor: 1,
    print: (bodies) =>
      writer({
        text: javaScript,
        list: inline("[", "]"),
        object: lines("{", "}", 2),
        member: (name, value) => `${name}: ${value}`,
      })(bodies).map((text) => `const body = ${text} as const;`),
  },
  {
    name: "dynamodb",
    floor: 1,
    print: each((body) => JSON.stringify({ Item: { id: { S: "1" }, body: dynamo(body) } }, null, 4)),
  },
  {
    name: "mongo extended",
    floor: 1,
    print: each((body) => JSON.stringify({ _id: { $oid: "64f0" }, events: mongo(body) })),
  },
  {
    name: "mongo shell",
    floor: 1,
    print: writer({
      text: JSON.stringify,
      list: inline("[ ", " ]"),
      object: inline("{ ", " }"),
      member: (name, value) => `"${name}" : ${value}`,
      number: (value) => `NumberInt(${value})`,
    }),
  },
];
