// No command prints a value of a payload unless it is asked to: a body with a marker in every value goes through all
// of them.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { sample } from "bandwidth-callbacks/samples";
import { endpoint, holds, listening, run } from "./desk.mjs";
import { send } from "./receiving.mjs";

const folder = mkdtempSync(join(tmpdir(), "bandwidth-callbacks-"));
after(() => rmSync(folder, { recursive: true }));
const file = (name, content) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** No text of a program, a catalogue or a sample has these. */
const MARK = /canary|9998887777/i;
const NUMBER = "+19998887777";

/** What decides how an event is read, and is no value of a person. */
const KEPT = new Set(["type", "direction", "time", "eventTime", "errorCode", "segmentCount", "status", "channel"]);

/** The same, with a marker in every other value. */
function marked(value, name = "") {
  if (KEPT.has(name)) return value;
  if (Array.isArray(value)) return value.map((item) => marked(item, name));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner, key)]));
  if (typeof value !== "string") return value;
  return /^\+\d+$/.test(value) ? NUMBER : /^https:/.test(value) ? "https://canary.example/canary" : `canary ${value}`;
}

const TYPES = ["message-received", "message-delivered", "message-failed", "message-read", "suggestion-response"];
const bodies = [
  ...TYPES.map((type) => marked(sample(type))),
  ...["", ".denied", ".blocked", ".failed"].map((outcome) => marked(sample(`toll-free-verification${outcome}`))),
  // Problems of every sort, each with the marker in what is wrong.
  [{ type: "canary", time: "canary", message: { id: "canary" } }],
  [{ type: "message-delivered", time: "canary", message: "canary" }, "canary"],
  [{ ...marked(sample("message-failed")[0]), errorCode: "canary", unknown: "canary" }],
  { type: "canary" },
];
const lines = [...bodies.map((body) => JSON.stringify(body)), '"canary"', "canary", '{"canary', "[{"];
const log = file("day.jsonl", `${lines.join("\n")}\n`);
const packed = file("day.jsonl.gz", gzipSync(readFileSync(log)));
const single = (body) => file(`${bodies.indexOf(body)}.json`, JSON.stringify(body));

function clean(args, { out, err }) {
  assert.ok(out + err !== "", args.join(" "));
  // The names of fields are printed as they were sent; a value is not.
  for (const line of `${out}\n${err}`.split("\n")) assert.doesNotMatch(line, MARK, args.join(" "));
}

test("the bodies are what they should be: each has the marker", () => {
  for (const line of lines.slice(0, -1)) assert.match(line, MARK);
});

test("listen, text and JSON, with a target and its answer", async () => {
  const target = await endpoint(() => [500, { "x-canary": "canary" }, "canary"]);
  for (const args of [[], ["--json"], ["--forward-to", target.url], ["--forward-to", "127.0.0.1:9"]]) {
    const saved = join(folder, `saved ${args.length}`);
    const one = await listening([...args, "--save", saved]);
    for (const body of lines)
      await send(one.url, { body, headers: { "content-type": "application/json", "x-canary": "canary" } });
    await send(one.url, { body: "canary", headers: { "content-type": "text/canary" } });
    const answered = () => one.out.split("\n").filter((line) => /^(\{|\d\d:\d\d:\d\d )/.test(line)).length;
    await holds(() => answered() === lines.length + 1);
    one.child.kill("SIGINT");
    await one.ended;
    clean(["listen", ...args], one);
    assert.match(readFileSync(saved, "utf8"), MARK);
    rmSync(saved);
  }
});

test("send and replay, text and JSON, accepted or not", async () => {
  const echo = ({ body }) => [body.length % 2 === 0 ? 200 : 400, { "x-canary": "canary" }, body];
  const sets = ["message.text=canary", `message.from=${NUMBER}`, "message.tag=canary", "message.id=canary"];
  for (const form of [[], ["--json"]]) {
    const to = await endpoint(echo);
    const commands = [
      ["send", "message-received", ...sets.flatMap((set) => ["--set", set])],
      ["send", "toll-free-verification.denied", "--set", "declineReasonDescription=canary"],
      ...bodies.slice(-3).map((body) => ["send", "--file", single(body)]),
      ["send", "--file", log],
      ["send", "--file", file("page.html", "<html>canary")],
    ].map((args) => [...args, to.url]);
    for (const more of [[log], [packed, "--recover"]]) commands.push(["replay", ...more, "--to", to.url]);
    for (const args of commands) clean(args, await run([...args, ...form]));
    assert.ok(to.got.some(({ body }) => MARK.test(body)));
  }
});

test("test, for any answer of the endpoint", async () => {
  const canary = ({ body }, count) => {
    const [text = ""] = /(?<="text":")[^"]+/.exec(body) ?? [];
    return [count % 3 === 0 ? 500 : 204, { "x-canary": "canary" }, count % 2 === 0 ? body : text];
  };
  const report = join(folder, "verdict.xml");
  for (const form of [["--verbose"], ["--json", "--junit", report]]) {
    const to = await endpoint(canary);
    const { out, err } = await run(["test", to.url, ...form]);
    const values = new Set(to.got.flatMap(({ body }) => body.match(/\+1555\d{7}|\d{13}[a-z2-7]{16}/g) ?? []));
    assert.ok(values.size > 10);
    const all = out + err + (form.length > 1 ? readFileSync(report, "utf8") : "");
    for (const value of values) assert.ok(!all.includes(value), value);
    assert.doesNotMatch(all, /canary/);
  }
});

test("check and logs: problems and summaries", async () => {
  const files = [...bodies.map(single), ...lines.slice(-4).map((line, at) => file(`broken ${at}`, line))];
  for (const more of [[], ["--recover"]]) {
    const checked = await run(["check", ...more, ...files]);
    clean(["check", ...more], checked);
    assert.match(checked.err, /values are masked; --show prints them\n/);
    const shown = await run(["check", ...more, "--show", ...files]);
    assert.match(shown.out, MARK);
    assert.doesNotMatch(shown.err, /masked/);
  }
  for (const name of [log, packed])
    for (const more of [[], ["--recover"]]) clean(["logs", ...more], await run(["logs", ...more, name]));
  // Summaries count by carrier and application, by their names.
  const { out, err } = await run(["logs", "--summary", log]);
  clean(["logs", "--summary"], { out: out.replace(/^ +canary .*$/gm, ""), err });
});

test("the lines that check shows have keys and masked values, and the marks are below what they mean", async () => {
  const wide = '["日本語 𝒜n", x, "\\u0041 +1 (555)", {"é": 12.5e3}]';
  for (const [text, shown, marked, ...options] of [
    [wide, '["xxx xxx", x, "\\x#### +# (###)", {"é": ##.#x#}]', "x"],
    [wide, wide, "x", "--show"],
    ['["{\\"from\\": \\"Anna\\"}", true, null, -1]', '["{\\"xxxx\\": \\"xxxx\\"}", true, null, -#]', /^"{.*}"$/],
    ['[{"type" : "message-sent"}, "Anna', '[{"type" : "message-sent"}, "xxxx', ""],
    ["{'from': '+1555'}", "{'xxxx': '+####'}", "'"],
  ]) {
    const { out } = await run(["check", ...options, "-"], { input: text });
    const [, found, marks] = /^1 \| (.*)\n {2}\| (.*)$/m.exec(out);
    assert.equal(found, shown);
    const under = [...found].slice(marks.indexOf("^"), marks.length).join("");
    assert.match(under, marked instanceof RegExp ? marked : new RegExp(`^${marked}$`));
  }
});

test("a usage error does not repeat the value of --set or --credentials", async () => {
  for (const args of [
    ["sample", "message-failed", "--set", "errorCode=canary"],
    ["sample", "message-failed", "--set", "type=canary"],
    ["send", "message-failed", "--set", "errorCode=canary", "http://127.0.0.1:9"],
    ["send", "message-failed", "http://user:canary@127.0.0.1:9"],
    ["send", "message-failed", "--credentials", "canary", "http://127.0.0.1:9"],
    ["listen", "--credentials", ":canary"],
    ["test", "http://127.0.0.1:9", "--credentials", "canary"],
  ]) {
    const result = await run(args);
    assert.equal(result.code, 2, args.join(" "));
    clean(args, result);
  }
});
