// What a server answered: in a transcript of curl, as a response, or in the lines of an access log.

import { many, number } from "../dom";
import { FIND } from "../search";
import { beginning, type Frame } from "./frame";

const isFault = (status: string) => /^[45]/.test(status);

/** What to do about a status that Bandwidth does not take as an acceptance. */
function advice(status: string, hasChallenge: boolean | undefined): string[] {
  if (status === "401")
    return [
      hasChallenge === false
        ? "Add a `WWW-Authenticate: Basic` header: Bandwidth sends credentials only after such an answer."
        : "If it is the first request of a pair, nothing: Bandwidth sends credentials only after a 401.",
      "Otherwise compare the username and password with those of the application in the Bandwidth dashboard.",
    ];
  if (status === "404" || status === "405") return ["Check the callback URL of the application, and the POST route."];
  return [`Look in your server's log for the cause of the ${status}.`];
}

/** A 401 without a challenge ends the attempts, so it is not said of one. */
const resent = (status: string): string[] =>
  status === "401" ? [] : ["Nothing is lost yet: Bandwidth resends a callback that is not answered 2xx for 24 hours."];

export function transcriptFrame(text: string): Frame | undefined {
  const isTranscript = /^[<>*] /m.test(text) && /^> [A-Z]+ \S+ HTTP\//m.test(text);
  if (!isTranscript) return undefined;
  const status = /^< HTTP\/[\d.]+ (\d{3})(?: ([^\r\n]*))?/m.exec(text);
  const length = /^> content-length: (\d+)/im.exec(text)?.[1] ?? /\[(\d+) bytes data\]/.exec(text)?.[1];
  const request = /^> ([A-Z]+ \S+)/m.exec(text)?.[1];
  const answer = text
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^[<>*{}] |^[<>*{}]\r?$/.test(line))
    .at(-1)
    ?.trim();
  const said = answer === undefined ? undefined : messageOf(answer);
  const code = status?.[1];
  const hasFailed = code !== undefined && isFault(code);
  return {
    glyph: "✕",
    tone: hasFailed ? "error" : "warning",
    title:
      code === undefined
        ? "A curl transcript without the request body"
        : `Your server answered ${code}${said === undefined ? "" : `: ${said}`}`,
    facts: ["a curl transcript", `the request body is not in it${length === undefined ? "" : ` (${length} bytes)`}`],
    meaning:
      "`curl -v` shows the headers and the answer, but not the body that was posted. So the callback itself cannot " +
      "be read.",
    actions: [
      ...(hasFailed ? advice(code, /^< www-authenticate:/im.test(text)) : []),
      "Paste the body that you posted: the file or text after `--data`.",
      "To see it in a transcript, use `curl --trace-ascii -` instead of `-v`.",
    ],
    rows: [
      ...(request === undefined ? [] : [{ label: "Request", values: [request] }]),
      ...(code === undefined ? [] : [{ label: "Answer", values: [`${code} ${status?.[2]?.trim() ?? ""}`.trim()] }]),
      ...(answer === undefined ? [] : [{ label: "Answer body", values: [beginning(answer, 500)], copy: true }]),
    ],
  };
}

/** The message of an error that a server gave as JSON. */
function messageOf(answer: string): string | undefined {
  try {
    const value = JSON.parse(answer) as Record<string, unknown>;
    const inner = value["error"] ?? value["message"] ?? value["detail"] ?? value["title"];
    const words = typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)["message"] : inner;
    return typeof words === "string" ? beginning(words, 160) : undefined;
  } catch {
    return answer.startsWith("<") ? undefined : beginning(answer, 160);
  }
}

/** A response with its headers, without the request. */
export function responseFrame(text: string): Frame | undefined {
  const status = /^\s*HTTP\/[\d.]+ (\d{3})(?: ([^\r\n]*))?\r?$/m.exec(text.slice(0, 2000));
  if (status === null || status.index > 0) return undefined;
  const [, code = "", words = ""] = status;
  const body = /\r?\n\r?\n([^]*)$/.exec(text)?.[1]?.trim() ?? "";
  const said = body === "" ? undefined : messageOf(body);
  return {
    glyph: isFault(code) ? "✕" : "○",
    tone: isFault(code) ? "error" : "",
    title: `An HTTP response: ${`${code} ${words}`.trim()}${said === undefined ? "" : `, ${said}`}`,
    facts: ["the answer to a request, which is not in it"],
    meaning: "A callback is in the body of a request. This is what a server answered.",
    actions: [
      ...(isFault(code) ? advice(code, /^www-authenticate:/im.test(text)) : []),
      "Paste the body of the request.",
      ...(isFault(code) ? resent(code) : []),
    ],
    rows: [
      { label: "Status", values: [`${code} ${words}`.trim()] },
      ...(body === "" ? [] : [{ label: "Answer body", values: [beginning(body, 500)], copy: true }]),
    ],
  };
}

/** A status by itself: what Bandwidth does when a callback is answered so. */
export function statusFrame(text: string): Frame | undefined {
  const code = /^(?:http\b[\s:/\d.]*?|status(?: code)?[\s:=]*)?([1-5]\d\d)$/i.exec(text)?.[1];
  if (code === undefined) return undefined;
  const isAccepted = code.startsWith("2");
  return {
    glyph: isAccepted ? "●" : "✕",
    tone: isAccepted ? "good" : "error",
    title: `HTTP status ${code}: the callback ${isAccepted ? "is accepted" : "is not accepted"}`,
    facts: ["if your server answers a callback so", isAccepted ? "not resent" : "not 2xx"],
    meaning: isAccepted
      ? "Bandwidth takes any 2xx as an acceptance, and does not send the callback again."
      : code === "401"
        ? "Bandwidth sends credentials only after a 401 that asks for them with `WWW-Authenticate`."
        : "Bandwidth resends a callback that is not answered 2xx for 24 hours.",
    actions: isAccepted ? ["Nothing: to see what the callback said, paste its body."] : advice(code, undefined),
    rows: [],
    links: [{ href: `#${FIND}2xx`, words: "2xx in the reference" }],
  };
}

/** A method, a path and a status, as access logs have them. */
const ACCESS =
  /(?:^|[\s"])(GET|POST|PUT|HEAD|DELETE) (\/\S*?)(?: HTTP\/[\d.]+)?"?,? +(?:status[=:] ?)?([1-5]\d\d)(?![\d.])/;

/** Lines of an access log: which requests came, and how they were answered. */
export function accessFrame(text: string): Frame | undefined {
  const lines = text
    .slice(0, 100_000)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const found = lines.flatMap((line) => {
    const [, method, path, status] = ACCESS.exec(line) ?? [];
    return status === undefined ? [] : [{ request: `${method} ${path}`, status }];
  });
  const [first] = found;
  if (first === undefined || found.length * 2 < lines.length || /[{[]\s*["']/.test(text)) return undefined;
  const counts = new Map<string, number>();
  for (const { status } of found) counts.set(status, (counts.get(status) ?? 0) + 1);
  const worst = [...counts.keys()].filter(isFault).sort().at(-1);
  const all = [...counts].map(([status, count]) => `${number(count)} answered ${status}`).join(", ");
  return {
    glyph: worst === undefined ? "●" : "✕",
    tone: worst === undefined ? "good" : "error",
    title:
      found.length === 1
        ? `Your server answered ${first.status} to ${first.request}`
        : `${many(found.length, "request")}: ${all}`,
    facts: [found.length === 1 ? "a line of an access log" : "an access log", "no bodies in it"],
    meaning: "An access log does not say what happened to a message.",
    actions:
      worst === undefined
        ? ["Nothing: the callback was accepted. Paste its body to see what it says."]
        : [...advice(worst, undefined), ...resent(worst)],
    rows: [],
  };
}
