// Printers that wrap or encode JSON.

import { inspect } from "node:util";

const each = (print) => (bodies) => bodies.map(print);
const json = (body) => JSON.stringify(body);
const pretty = (body) => JSON.stringify(body, null, 2);
const lines = (text, prefix) =>
  text
    .split("\n")
    .map((line, at) => prefix(at) + line)
    .join("\n");
const html = (text) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
const wrapped = (text, width) => text.match(new RegExp(`[^]{1,${width}}`, "gu")).join("\n");
const ascii = (text) =>
  text.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Quoted-printable as mail has it: bytes as `=E2`, lines of at most 76 characters. */
function quotedPrintable(text) {
  const units = [...Buffer.from(text)].map((byte) =>
    byte === 10
      ? "\n"
      : byte === 61 || byte > 126
        ? `=${byte.toString(16).toUpperCase().padStart(2, "0")}`
        : String.fromCharCode(byte),
  );
  let out = "";
  let width = 0;
  for (const unit of units) {
    if (width + unit.length > 75 && unit !== "\n") {
      out += "=\n";
      width = 0;
    }
    out += unit;
    width = unit === "\n" ? 0 : width + unit.length;
  }
  return out;
}

const colors = (body) => inspect(JSON.parse(json(body)), { depth: null, colors: true, compact: false });
const jq = (text) =>
  text.replace(
    /("(?:\\.|[^"\\])*")(:?)/g,
    (_, string, colon) => `\u001b[${colon ? "34;1" : "0;32"}m${string}\u001b[0m${colon}`,
  );

export const ENCODINGS = [
  { name: "log prefix", floor: 1, print: each((body) => `2026-08-03 16:20:11,508 INFO [web] callback: ${json(body)}`) },
  {
    name: "log prefix on each line",
    floor: 1,
    print: each((body) => lines(pretty(body), () => "2026-08-03T16:20:11.508Z INFO  ")),
  },
  { name: "docker compose", floor: 1, print: each((body) => lines(inspect(body, { depth: null }), () => "web-1  | ")) },
  {
    name: "kubectl timestamps",
    floor: 1,
    print: each((body) => lines(pretty(body), (at) => `2026-08-03T16:20:11.50${at % 10}817263Z `)),
  },
  { name: "mail quote", floor: 1, print: each((body) => `Hi,\n\n${lines(pretty(body), () => "> ")}\n\nThanks`) },
  { name: "diff", floor: 1, print: each((body) => lines(pretty(body), () => "+")) },
  {
    name: "line numbers",
    floor: 1,
    print: each((body) => lines(pretty(body), (at) => `${String(at + 1).padStart(3)}  `)),
  },
  {
    name: "markdown fence",
    floor: 1,
    print: each((body) => `We got this:\n\n\`\`\`json\n${pretty(body)}\n\`\`\`\n\nWhy?`),
  },
  { name: "hard wrap", floor: 0.95, print: each((body) => wrapped(json(body), 80)) },
  { name: "terminal colors", floor: 1, print: each(colors) },
  { name: "jq -C", floor: 1, print: each((body) => jq(pretty(body))) },
  { name: "html", floor: 1, print: each((body) => html(json(body))) },
  { name: "html in pre", floor: 1, print: each((body) => `<pre>${html(pretty(body))}</pre>`) },
  { name: "percent-encoding", floor: 1, print: each((body) => encodeURIComponent(json(body))) },
  { name: "form", floor: 1, print: each((body) => `a=1&${new URLSearchParams({ payload: json(body) })}`) },
  {
    name: "quoted-printable",
    floor: 1,
    print: each((body) => `Content-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(pretty(body))}`),
  },
  { name: "base64", floor: 1, print: each((body) => Buffer.from(json(body)).toString("base64")) },
  { name: "base64 in lines", floor: 1, print: each((body) => wrapped(Buffer.from(json(body)).toString("base64"), 76)) },
  {
    name: "lambda, base64",
    floor: 1,
    print: each((body) =>
      json({ httpMethod: "POST", isBase64Encoded: true, body: Buffer.from(json(body)).toString("base64") }),
    ),
  },
  { name: "hex", floor: 1, print: each((body) => Buffer.from(json(body)).toString("hex")) },
  { name: "csv", floor: 1, print: each((body) => `id,body\n1,"${json(body).replaceAll('"', '""')}"\n`) },
  { name: "psql", floor: 1, print: each((body) => ` id | body\n----+------\n  1 | ${json(body)}\n(1 row)\n`) },
  {
    name: "sql",
    floor: 1,
    print: each((body) => `INSERT INTO callbacks (id, body) VALUES (1, '${json(body).replaceAll("'", "''")}');`),
  },
  {
    name: "mysqldump",
    floor: 1,
    print: each((body) => `INSERT INTO \`callbacks\` VALUES (1,'${json(body).replace(/['"\\]/g, "\\$&")}');`),
  },
  {
    name: "curl, single quotes",
    floor: 1,
    print: each((body) => `curl -X POST -d '${json(body).replaceAll("'", "'\\''")}' https://example.com/`),
  },
  {
    name: "curl, ANSI-C quotes",
    floor: 1,
    print: each((body) => `curl --data-raw $'${json(body).replace(/['\\]/g, "\\$&")}' https://example.com/`),
  },
  {
    name: "curl, double quotes",
    floor: 1,
    print: each((body) => `curl -d "${json(body).replace(/["\\$`]/g, "\\$&")}" https://example.com/`),
  },
  {
    name: "python logging of a string",
    floor: 0.8,
    print: each((body) => `INFO:root:body='${json(body).replace(/['\\]/g, "\\$&")}'`),
  },
  { name: "java literal", floor: 1, print: each((body) => `String body = ${json(ascii(json(body)))};`) },
  {
    name: "har",
    floor: 1,
    print: each((body) =>
      pretty({ log: { entries: [{ request: { postData: { mimeType: "application/json", text: json(body) } } }] } }),
    ),
  },
  {
    name: "sqs",
    floor: 1,
    print: each((body) => pretty({ Records: [{ messageId: "1", body: json(body), eventSource: "aws:sqs" }] })),
  },
  {
    name: "http request",
    floor: 1,
    print: each(
      (body) => `POST /callbacks HTTP/1.1\r\nHost: example.com\r\nAuthorization: Basic eDp5\r\n\r\n${json(body)}`,
    ),
  },
];
