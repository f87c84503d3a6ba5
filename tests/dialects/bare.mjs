// Printers of languages that do not quote strings: if a string looks like the next field, it is ambiguous, and recover
// must say so.

const entries = (value) => Object.entries(value);
const each = (print) => (bodies) => bodies.map(print);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function writer({ list, object, member, name = (it) => it }) {
  const write = (value, field = "") => {
    if (Array.isArray(value))
      return list(
        value.map((item) => write(item)),
        field,
      );
    if (!isObject(value)) return String(value);
    return object(
      entries(value).map(([key, inner]) => member(name(key), write(inner, key))),
      field,
    );
  };
  return each((body) => write(body));
}

const inline =
  (open, close, between = ", ") =>
  (parts) =>
    open + parts.join(between) + close;
const pascal = (name) => name[0].toUpperCase() + name.slice(1);
const type = (field) => (field === "message" ? "Message" : "Callback");
/** PowerShell pads and wraps lines, so texts with line breaks are nothing to compare. */
const ONE_LINE = { breaks: false, nothing: false };

export const printR = each((body) => {
  const write = (value, indent) => {
    if (!isObject(value) && !Array.isArray(value)) return String(value);
    const inner = " ".repeat(indent + 4);
    const rows = entries(value).map(([name, it]) => `${inner}[${name}] => ${write(it, indent + 8)}\n`);
    return `Array\n${" ".repeat(indent)}(\n${rows.join("")}${" ".repeat(indent)})\n`;
  };
  return write(body, 0);
});

const javaModel = each((body) =>
  body
    .map((event) => {
      const write = (value, name) => {
        if (Array.isArray(value)) return `[${value.join(", ")}]`;
        if (!isObject(value)) return String(value);
        const rows = entries(value).map(([key, it]) => `    ${key}: ${write(it, key).replaceAll("\n", "\n    ")}\n`);
        return `class ${type(name)} {\n${rows.join("")}}`;
      };
      return write(event, "");
    })
    .join("\n"),
);

const ROWS = [
  { name: "php print_r", floor: 0.98, print: printR },
  {
    name: "java map",
    floor: 0.7,
    print: writer({ list: inline("[", "]"), object: inline("{", "}"), member: (key, value) => `${key}=${value}` }),
  },
  {
    name: "java record",
    floor: 0.7,
    print: writer({
      list: inline("[", "]"),
      object: (parts, field) => `${type(field)}[${parts.join(", ")}]`,
      member: (key, value) => `${key}=${value}`,
    }),
  },
  {
    name: "kotlin data class",
    floor: 0.7,
    print: writer({
      list: inline("[", "]"),
      object: (parts, field) => `${type(field)}(${parts.join(", ")})`,
      member: (key, value) => `${key}=${value}`,
    }),
  },
  { name: "java model", floor: 0.6, print: javaModel },
  {
    name: "go %v map",
    floor: 0.7,
    print: writer({
      list: inline("[", "]", " "),
      object: (parts) => `map[${parts.sort().join(" ")}]`,
      member: (key, value) => `${key}:${value}`,
    }),
  },
  {
    name: "go %+v struct",
    floor: 0.7,
    print: writer({
      list: inline("[", "]", " "),
      object: inline("{", "}", " "),
      member: (key, value) => `${key}:${value}`,
      name: pascal,
    }),
  },
  {
    name: "c# record",
    floor: 0,
    print: writer({
      list: (parts, field) => (field === "" ? parts.join("\n") : "System.String[]"),
      object: (parts, field) => `${type(field)} { ${parts.join(", ")} }`,
      member: (key, value) => `${key} = ${value}`,
      name: pascal,
    }),
  },
  {
    name: "scala map",
    floor: 0.7,
    print: writer({
      list: inline("List(", ")"),
      object: inline("Map(", ")"),
      member: (key, value) => `${key} -> ${value}`,
    }),
  },
  {
    name: "dart map",
    floor: 0.7,
    print: writer({ list: inline("[", "]"), object: inline("{", "}"), member: (key, value) => `${key}: ${value}` }),
  },
  {
    name: "groovy map",
    floor: 0.7,
    print: writer({ list: inline("[", "]"), object: inline("[", "]"), member: (key, value) => `${key}:${value}` }),
  },
  {
    name: "powershell",
    floor: 0,
    single: true,
    options: ONE_LINE,
    print: each(([event]) => {
      const inner = (value) =>
        `@{${entries(value)
          .map(([key, it]) => `${key}=${Array.isArray(it) ? "System.Object[]" : it}`)
          .join("; ")}}`;
      return entries(event)
        .map(([key, value]) => `${key.padEnd(11)} : ${isObject(value) ? inner(value) : value}`)
        .join("\n");
    }),
  },
];

/** No text is a word for nothing, such as `null`. */
export const BARE = ROWS.map((row) => ({ ...row, options: { nothing: false, ...row.options } }));
