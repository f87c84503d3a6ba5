// Families of inputs that grow, for tests that count work. `sample` is the package's.

/**
 * What grows, each as something else than a callback or as one that has a great deal of it: a function of bytes for
 * each.
 */
export function families(sample) {
  const event = JSON.stringify(sample("message-delivered")[0]);
  const failed = JSON.stringify(
    sample("message-failed", { errorCode: 99999, time: "soon", message: { segmentCount: "1", to: "+15555550142" } })[0],
  );

  const javaMap = event
    .replace(/"([^"]*)":/g, "$1=")
    .replaceAll('"', "")
    .replace(/,(?=\w+=)/g, ", ");
  let at = 0;
  const lost = event.replace(/,/g, () => (at++ % 3 === 0 ? " " : ","));
  const fill = (piece) => (bytes) => piece.repeat(Math.ceil(bytes / piece.length));
  const inside =
    (before, piece, after, joint = "") =>
    (bytes) =>
      before +
      Array.from({ length: Math.ceil(bytes / (piece.length + joint.length)) }, () => piece).join(joint) +
      after;
  const numbered = (before, piece, after) => (bytes) =>
    before +
    Array.from({ length: Math.ceil(bytes / (piece.length + 6)) }, (_, index) => piece.replace("#", index)).join(",") +
    after;

  // Doubts of `recover`: parts of a text in an event that Python printed, and parts before or after an event.
  const [beforeText, afterText] = JSON.stringify({ ...sample("message-failed")[0], text: "TEXT" })
    .replaceAll('"', "'")
    .split("TEXT");
  const python = beforeText + afterText;
  const inText = (piece) => inside(beforeText, piece, afterText);
  const before = (piece) => inside("", piece, python);
  const after = (piece) => inside(python, piece, "");

  return {
    "lists that open": fill("["),
    "lists that open and close": (bytes) => "[".repeat(bytes / 2) + "]".repeat(bytes / 2),
    "lists that close": fill("]"),
    "objects in each other": (bytes) => `${'{"a":'.repeat(bytes / 6)}1${"}".repeat(bytes / 6)}`,
    "objects that open": fill("{"),
    quotes: fill('"'),
    "single quotes": fill("'"),
    "curly quotes": fill("“"),
    "quotes of both kinds": fill("\"'"),
    "a text without end": inside('["', "a", ""),
    "a text": inside('["', "é", '"]'),
    backslashes: fill("\\"),
    escapes: inside('["', "\\u0041\\n", '"]'),
    "halves of surrogate pairs": inside('["', "\\ud83d", '"]'),
    "escaped quotes": inside('"[{', '\\"type\\":', "}]"),
    "JSON in JSON text": (bytes) =>
      Array.from({ length: Math.log2(bytes / 16) })
        .reduce((text) => JSON.stringify(text), event)
        .slice(0, bytes),
    commas: inside("[", ",", "]"),
    colons: inside("{", ":", "}"),
    keys: numbered("[{", '"k#":1', "}]"),
    "keys of an event": numbered(`[${event.slice(0, -1)},`, '"messageId#":1', "}]"),
    "keys like those that are known": inside(`[${event.slice(0, -1)},`, '"desciption":1', "}]", ","),
    "the same key": inside(`[${event.slice(0, -1)},`, '"type":"message-sent"', "}]", ","),
    "findings below a long key": (bytes) => {
      const numbers = Array.from({ length: bytes / 16 }, () => "1e999");
      return `[{"type":"message-x","${"k".repeat(bytes / 2)}":[${numbers.join(",")}]}]`;
    },
    "long keys": inside('[{"', "k", '":1}]'),
    items: inside("[", "1", "]", ","),
    "empty objects": inside("[", "{}", "]", ","),
    events: inside("[", event, "]", ","),
    "events with findings": inside("[", failed, "]", ","),
    "events without commas": inside("[", event, "]", "\n"),
    "events that lost every third comma": inside("[", lost, "]", ","),
    "brackets of the other kind": fill("{a:1,'b' 2]"),
    "events, one in a line": inside("", event, "", "\n"),
    "events in lines that are wrapped": inside("", event.replace(/.{70}/g, "$&\n"), "", "\n"),
    "events in lines of a log": inside("", `INFO received ${event} in 3 ms`, "", "\n"),
    "lists that open before an event": inside("", "[ ", event),
    "lists that open after an event": inside(event, "[", ""),
    "brackets and names of fields": inside(`${event}, `, '{"type', ""),
    "maps of Java in one line": inside("[", javaMap, "]", ", "),
    "hashes of Ruby in one line": inside("[", event.replaceAll('":', '"=>'), "]", ", "),
    "values of Go in one line": inside("[", `map[${javaMap.replaceAll("{", "map[").replace(/[{}]/g, "]")}]`, "]", " "),
    "events with single quotes": inside("[", event.replaceAll('"', "'"), "]", ","),
    "types that are not known": inside("[", '{"type":"message-delivred"}', "]", ","),
    recipients: inside(
      `[${event.replace(/"to":\[[^\]]*/, '"to":[')}`.replace(/\].*/, ""),
      '"+15555550142"',
      "]}}]",
      ",",
    ),
    "a list of recipients": numbered(
      `[${event.slice(0, event.indexOf('"to":[') + 6)}`,
      '"+1555555#"',
      `${event.slice(event.indexOf("]"))}]`,
    ),
    "a long number": inside("[", "7", "]"),
    "a long fraction": inside("[0.", "7", "]"),
    "numbers that floats change": inside("[", "9007199254740993", "]", ","),
    spaces: fill(" "),
    "spaces in a list": inside("[", " ", "]"),
    lines: inside("[", "\n", "]"),
    "lines of a log": fill('2026-07-14T09:12:07Z INFO {"type": 1}\n'),
    "lines that are no JSON": fill("POST /callbacks HTTP/1.1\n"),
    comments: inside("[", "// x\n", "]"),
    "comments that do not end": fill("/*"),
    tags: fill("<a>"),
    "names and values in lines": (bytes) =>
      Array.from({ length: bytes / 14 }, (_, index) => `key${index} = v`).join("\n"),
    "dotted names": numbered('{"message.id":"x","message.owner":"x","message.from":"x",', '"k#":1', "}"),
    "starts of serialized arrays": fill("a:1"),
    "a form": fill("a=b&"),
    words: fill("None True False "),
    "texts to be joined": inside("[", "'a' ", "]"),
    zeros: fill("\0"),
    "words that begin like an end": fill("]}\n{"),
    "no-break spaces in a text": inText("\u00a0"),
    "entities in a text": inText("&lt;"),
    "dots in a text": inText("..."),
    "dots and numbers in a text": inText("... 1"),
    "names of fields in a text": inText("owner"),
    "names with a sign in a text": inText("owner=1, "),
    "line breaks in a text": inText("a\n"),
    "names in curly quotes in a text": inText("“type”"),
    "line breaks of HTML in a text": inText("<br>\n"),
    "names before an event": before("owner "),
    "backslashes before an event": (bytes) => `owner${"\\".repeat(bytes)}${python}`,
    "empty lines before an event": before("\n"),
    "signs and quotes before an event": before('="'),
    "spaces between events": inside(python, " ", python),
    "parentheses after an event": after("("),
    "lists of a number after an event": after("[1"),
    "lists of a name after an event": after('["owner"] '),
    "empty messages after an event": after('"message": {} '),
    "messages after spaces after an event": after(`message${" ".repeat(200)}{}`),
    "events of Python": inside("", python, "", "\n"),
    "events of Python in quotes": inside("'", python, "'", "; "),
    "strings with a count after an event": after("string(5"),
    "a list of strings with a count": inside(`${python}[`, "string(5", "]", ","),
    "moments of Elixir after an event": after("~U["),
    "objects of a class in one line": inside(`${python}[`, "new A {", "]", ","),
    "event types without a brace after an event": after('"type":"message-failed"'),
    "brackets in quotes after an event": after("'[ "),
    "brackets in double quotes before an event": before('"{ '),
    "bytes that are not UTF-8": (bytes) => new Uint8Array(bytes).fill(0xff),
    "characters that are cut": (bytes) => new Uint8Array(bytes).fill(0xf0),
  };
}
