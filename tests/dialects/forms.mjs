// Printers of bodies that were turned into form fields, or serialized by PHP.

const each = (print) => (bodies) => bodies.map(print);
const isHolder = (value) => typeof value === "object" && value !== null;

/** `message[to][]=…`, as PHP and Rails name the fields of a form. */
function fields(value, encode, path = "") {
  return Object.entries(value)
    .map(([name, inner]) => {
      const own = path === "" ? name : `${path}[${Array.isArray(value) ? "" : name}]`;
      return isHolder(inner) ? fields(inner, encode, own) : `${encode(own)}=${encode(String(inner))}`;
    })
    .join("&");
}

/** With the length of each string in bytes. */
function serialized(value) {
  if (typeof value === "string") return `s:${Buffer.byteLength(value)}:"${value}";`;
  if (!isHolder(value)) return `i:${value};`;
  const members = Object.entries(value).map(([name, inner]) => {
    const key = Array.isArray(value) ? `i:${name};` : serialized(name);
    return key + serialized(inner);
  });
  return `a:${members.length}:{${members.join("")}}`;
}

const plus = (text) => encodeURIComponent(text).replaceAll("%20", "+");

export const FORMS = [
  { name: "form fields", floor: 1, single: true, print: each(([event]) => fields(event, plus)) },
  { name: "form fields, %20", floor: 1, single: true, print: each(([event]) => fields(event, encodeURIComponent)) },
  {
    name: "form fields, not encoded",
    floor: 0.4,
    single: true,
    options: { breaks: false },
    print: each(([event]) => fields(event, String)),
  },
  { name: "php serialize", floor: 1, print: each(serialized) },
  {
    name: "php serialize in SQL",
    floor: 1,
    print: each((body) => `INSERT INTO jobs VALUES (1,'${serialized(body).replaceAll("'", "''")}');`),
  },
  {
    name: "php serialize in MySQL",
    floor: 1,
    print: each((body) => `INSERT INTO \`jobs\` VALUES (1,'${serialized(body).replace(/['"\\]/g, "\\$&")}');`),
  },
];
