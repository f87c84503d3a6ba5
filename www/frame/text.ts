// Text without an event: recognized as an error code, an ID, an error page, a transcript or a traceback, or by what it
// mentions.

import type * as Full from "../full";
import { utc } from "../words";
import { accessFrame, responseFrame, statusFrame, transcriptFrame } from "./answers";
import { codeFrameOf, codeWords } from "./code";
import { beginning, type Frame, spoken } from "./frame";
import { termFrame, unknownWordFrame, wordFrame } from "./term";

/** No longer text is a code or a name. */
const SHORT = 200;

/** A bare code, name or ID, which JSON may read as a number, so it is checked first. */
export function bareFrame(given: string, full: typeof Full): Frame | undefined {
  const text = given.trim();
  if (text === "" || text.length > SHORT || text.includes("\n")) return undefined;
  return codeFrame(text, full) ?? idFrame(text) ?? termFrame(text, full) ?? statusFrame(text) ?? wordFrame(text, full);
}

function codeFrame(text: string, full: typeof Full): Frame | undefined {
  const found = /^(?:error(?:\s*code)?[\s:="']*)?["']?(?:"?errorCode"?\s*[:=]\s*)?(\d{4})["']?(?:[\s,:;-].*)?$/i.exec(
    text,
  );
  if (found === null) return undefined;
  const code = codeWords(Number(found[1]), full);
  const rest = text.slice(text.indexOf(found[1]!) + 4);
  if (codesIn(rest, full).length > 0) return mentionFrame(text, full);
  // A year or a number in a sentence is not a code.
  if (code.known === undefined && rest.trim() !== "") return undefined;
  return codeFrameOf(code);
}

function idFrame(text: string): Frame | undefined {
  const id = /^"?(\d{13})[a-z0-9]{8,24}"?$/.exec(text);
  if (id !== null) {
    const time = new Date(Number(id[1])).toISOString();
    return {
      glyph: "#",
      tone: "",
      title: `Message ID of ${utc(time)}`,
      facts: ["an outbound message", "the ID begins with the time it was created"],
      meaning: "The ID of a message that you sent. What became of it is in the callbacks with this ID.",
      actions: [
        "Search Bandwidth's Message Logs, or your own log, for this ID.",
        "Paste or open the log here: it can be filtered by an ID.",
      ],
      rows: [
        { label: "Message ID", values: [text.replaceAll('"', "")], copy: true },
        { label: "Message created", values: [utc(time)], copy: true },
      ],
    };
  }
  if (/^"?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"?$/i.test(text))
    return {
      glyph: "#",
      tone: "",
      title: "An ID (UUID): of an inbound message or of an application",
      facts: ["it holds no time"],
      meaning:
        "Bandwidth uses UUIDs for inbound messages (`message.id`) and for applications (`message.applicationId`).",
      actions: ["Search Bandwidth's Message Logs, or your own log, for this ID."],
      rows: [{ label: "ID", values: [text.replaceAll('"', "")], copy: true }],
    };
  const number = text.replace(/[\s().-]/g, "");
  if (/^\+\d{8,15}$/.test(number))
    return {
      glyph: "#",
      tone: "",
      title: `A phone number: ${spoken(number)}`,
      facts: ["a number alone does not say what happened to a message"],
      meaning: "There is no event in this text.",
      actions: [
        "Search Bandwidth's Message Logs, or your own log, for this number.",
        "Paste or open the log here: it can be filtered by a number.",
      ],
      rows: [{ label: "Number", values: [number], copy: true }],
    };
  return undefined;
}

/** The kind of a text without events, as far as its form or what it mentions shows it. */
export function textFrame(text: string, full: typeof Full): Frame | undefined {
  return (
    pageFrame(text) ??
    transcriptFrame(text) ??
    responseFrame(text) ??
    tracebackFrame(text) ??
    accessFrame(text) ??
    mentionFrame(text, full) ??
    logFrame(text) ??
    unknownWordFrame(text, full)
  );
}

/** No longer text is searched for what it mentions. */
const PROSE = 5000;

const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([it]) => it))];

const codesIn = (text: string, full: typeof Full) =>
  found(text, /(?<![\w.:+[-]|\d,)\d{4}(?![\w:\]-]|[.,]\d)/g).filter(
    (code) => full.explain(Number(code))?.kind === "error-code",
  );

/** Error codes or a message ID that someone wrote about. */
function mentionFrame(text: string, full: typeof Full): Frame | undefined {
  if (text.length > PROSE || /[{}]/.test(text)) return undefined;
  const codes = codesIn(text, full);
  const ids = found(text, /\b\d{13}[a-z0-9]{8,24}\b/g);
  const ofId = ids.length === 1 ? idFrame(ids[0]!) : undefined;
  const frame = codes.length === 0 ? ofId : codes.length === 1 ? codeFrame(codes[0]!, full) : codesFrame(codes, full);
  if (frame === undefined) return undefined;
  const rows = frame === ofId ? frame.rows : [...(ofId?.rows ?? []), ...frame.rows];
  return { ...frame, facts: [...frame.facts, "mentioned in a text without a callback"], rows };
}

function codesFrame(codes: readonly string[], full: typeof Full): Frame {
  const known = codes.slice(0, 20).map((code) => codeWords(Number(code), full));
  return {
    glyph: "§",
    tone: "",
    title: `Error codes ${codes.slice(0, 5).join(", ")}${codes.length > 5 ? ` and ${codes.length - 5} more` : ""}`,
    facts: [],
    meaning: "",
    actions: ["Paste one of them, or a callback with it, to see what to do."],
    rows: known.map(({ code, title, facts }) => ({ label: String(code), values: [title, facts.join(" · ")] })),
    links: known.map(({ code }) => ({ href: `#error-${code}`, words: `${code} in the reference` })),
  };
}

const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
const SERVERS: [RegExp, string][] = [
  [/cloudflare/i, "Cloudflare"],
  [/nginx/i, "nginx"],
  [/ngrok/i, "ngrok"],
  [/awselb|amazon|cloudfront/i, "AWS"],
  [/apache/i, "Apache"],
  [/heroku/i, "Heroku"],
  [/IIS|microsoft-azure/i, "IIS"],
  [/caddy/i, "Caddy"],
  [/envoy|upstream connect error/i, "Envoy"],
  [/werkzeug|django/i, "Django or Flask"],
];
const STATUS = /\b([45]\d\d)\b[ :-]*([A-Z][A-Za-z ]{2,30}?(?=\s*$|\s*[<|.!-]))?/;

function pageFrame(text: string): Frame | undefined {
  if (!/^\s*<(!doctype html|html|head|body|center|h1)\b/i.test(text.slice(0, 400))) return undefined;
  const title = plain(/<title[^>]*>([^]*?)<\/title>/i.exec(text.slice(0, 20_000))?.[1] ?? "");
  const heading = plain(/<h1[^>]*>([^]*?)<\/h1>/i.exec(text.slice(0, 20_000))?.[1] ?? "");
  const head = [title, heading].find((words) => STATUS.test(words)) ?? (title || heading);
  const status = STATUS.exec(head);
  const server = SERVERS.find(([is]) => is.test(text.slice(0, 20_000)))?.[1];
  const what =
    status === null ? beginning(head, 80) || "an HTML page" : `${status[1]}${status[2] ? ` ${status[2].trim()}` : ""}`;
  return {
    glyph: "✕",
    tone: "warning",
    title: `Not a callback: ${server === undefined || what.includes(server) ? "" : `${server} `}${what}`,
    facts: [status === null ? "an HTML page" : "an HTML error page", "a proxy or server answered, not Bandwidth"],
    meaning:
      `${server ?? "A proxy or web server"} answered with this page instead of your application. There is no ` +
      "callback in it.",
    actions: [
      /^(502|503|504)/.test(what)
        ? `Check that the application behind ${server ?? "the proxy"} is running and answers in time.`
        : `Check the URL and the log of ${server ?? "the server"}.`,
      "Log the raw request before any framework touches it.",
      "Nothing is lost yet: Bandwidth resends a callback that is not answered 2xx for 24 hours.",
    ],
    rows: [
      ...(head === "" ? [] : [{ label: "Page title", values: [beginning(head, 200)] }]),
      ...(status === null ? [] : [{ label: "Status", values: [what] }]),
      ...(server === undefined ? [] : [{ label: "Server", values: [server] }]),
    ],
  };
}

const TRACES: [RegExp, string, RegExp][] = [
  [
    /^Traceback \(most recent call last\)/m,
    "Python traceback",
    /^(\w[\w.]*(?:Error|Exception|Warning|Interrupt)\b.*)$/gm,
  ],
  [/^\s+at .+\(?.+:\d+:\d+\)?$/m, "JavaScript stack trace", /^(?:Uncaught )?(\w*(?:Error|Exception)\b.*)$/gm],
  [
    /^\s+at [\w.$<>]+\(.*\)$/m,
    "Java stack trace",
    /^(?:Exception in thread "[^"]*" |Caused by: )?([\w.]+(?:Exception|Error)\b.*)$/gm,
  ],
  [/^\s+at .+ in .+:line \d+$/m, ".NET stack trace", /^(?:Unhandled exception\. )?([\w.]+Exception\b.*)$/gm],
  [/^\s*from .+\.rb:\d+/m, "Ruby backtrace", /: (.+ \(\w+(?:Error|Exception)\))/gm],
  [/^PHP (?:Fatal|Warning|Notice)/m, "PHP error", /^(PHP .+)$/gm],
  [/^goroutine \d+ \[/m, "Go panic", /^(panic: .+)$/gm],
  [/^thread '.*' .*panicked at/m, "Rust panic", /panicked at (.+)$/gm],
];

function tracebackFrame(text: string): Frame | undefined {
  const found = TRACES.find(([is]) => is.test(text));
  if (found === undefined) return undefined;
  const [, what, error] = found;
  const all = [...text.matchAll(error)].map((match) => match[1]!.trim());
  const last = what.startsWith("Python") ? all.at(-1) : all[0];
  return {
    glyph: "✕",
    tone: "error",
    title: `Not a callback: ${last === undefined ? `a ${what}` : beginning(last, 160)}`,
    facts: [`a ${what}`, "your code failed, not the message"],
    meaning: "The handler failed while it processed a request. The callback itself is not in this text.",
    actions: [
      "Paste the request body that the handler got.",
      "Answer 2xx before the work, or catch errors: Bandwidth resends a callback that is not answered 2xx for 24 " +
        "hours.",
    ],
    rows: last === undefined ? [] : [{ label: "Error", values: [beginning(last, 500)], copy: true }],
  };
}

/** How a line of a log begins. */
const LOG_LINES = [
  /^<\d{1,3}>\s*\S/,
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/,
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d /,
  /^\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\b/,
];

/** A line of a log that has no body in it: `<13>` of syslog is not the beginning of XML. */
function logFrame(text: string): Frame | undefined {
  const lines = text.split("\n", 50).filter((line) => line.trim() !== "");
  const own = lines.filter((line) => LOG_LINES.some((begin) => begin.test(line.trimStart())));
  if (own.length === 0 || own.length * 2 < lines.length || /[{[]\s*["']/.test(text)) return undefined;
  return {
    glyph: "○",
    tone: "warning",
    title: `Not a callback: ${lines.length === 1 ? "a log line" : "log lines"} without a body`,
    facts: [/^<\d/.test(text.trimStart()) ? "syslog" : "text of a log", "no event was found in it"],
    meaning: "There is no JSON in this text, so it does not say what happened to a message.",
    actions: ["Log the raw request body, and paste that.", "If the body is on another line, paste that line as well."],
    rows: [],
  };
}
