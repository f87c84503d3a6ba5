// The command, as people run it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";
import { catalogue, explain } from "bandwidth-callbacks/explain";

const cli = fileURLToPath(new URL("../packages/cli/bandwidth-callbacks.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bandwidth-callbacks-"));
after(() => rmSync(folder, { recursive: true }));

function run(args, input = "", environment = {}) {
  const env = { ...process.env, FORCE_COLOR: "", NO_COLOR: "", ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { input, env, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

/** Every command that help lists. */
const COMMANDS = [...run(["--help"]).out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name);

function file(name, content) {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const good = file("good.json", run(["sample", "message-delivered"]).out);
const deliveredOut =
  "message-delivered: Accepted by the carrier, or confirmed by the handset; which one depends on the number type, " +
  "channel and carrier.\n" +
  "1 event (message-delivered), 0 errors, 0 warnings\n";
const bad = file("bad.json", '[{"type": "message-read"}]');

test("check prints problems, and its exit code says whether there were errors", () => {
  assert.deepEqual(run(["check", good]), { code: 0, out: deliveredOut, err: "" });
  const { code, out } = run(["check", bad]);
  assert.equal(code, 1);
  assert.match(out, /error\[missing-field\]: missing `time`/);
  assert.match(out, /0 events, 1 rejected, 3 errors, 2 warnings\n$/);
});

test("check reads standard input and several files", () => {
  assert.equal(run(["check", "-"], "[]").code, 0);
  const { code, out } = run(["check", good, bad]);
  assert.equal(code, 1);
  assert.ok(out.includes(`${good}:\n`) && out.includes(`${bad}:\n`));
});

test("check --json writes the report", () => {
  const one = run(["check", "--json", bad]);
  assert.deepEqual([one.code, JSON.parse(one.out).rejected.length], [1, 1]);
  const two = JSON.parse(run(["check", "--json", good, bad]).out);
  assert.deepEqual(
    two.map(({ file, ok }) => [file, ok]),
    [
      [good, true],
      [bad, false],
    ],
  );
});

test("check --recover repairs first and says so", () => {
  const text = `INFO body=${run(["sample", "message-read"]).out.trimEnd().slice(0, -1)}`;
  const { code, out } = run(["check", "--recover", "-"], text);
  assert.equal(code, 0);
  assert.match(out, /^repaired\[/);
  assert.match(out, /1 event \(message-read\), 0 errors, 0 warnings\n$/);
  assert.equal(run(["check", "-"], text).code, 1);
  // Positions are explained if there are both kinds, and only then.
  const note = /^Positions below are in the repaired text; those of repairs are in the text as pasted\.\n\w+\[/m;
  assert.doesNotMatch(out, /^Positions/m);
  assert.doesNotMatch(run(["check", "--recover", "-"], "[42]").out, /^Positions/m);
  assert.match(run(["check", "--recover", "-"], '[{"type": "message-snoozed", "message": {},}]').out, note);
});

test("check describes at most ten events", () => {
  const [failed] = JSON.parse(run(["sample", "message-failed"]).out);
  const body = (...events) => JSON.stringify(events);
  const documented = run(["check", "-"], body(failed)).out;
  assert.match(documented, /^message-failed: .*\n {2}4432: country not allowed\n {2}rejected by Bandwidth · .*\n/);
  assert.match(documented, /\n {2}The account can't .*\n1 event \(message-failed\), 0 errors, 0 warnings\n$/);
  assert.equal(documented.split("\n").length, 6);
  const open = run(["check", "-"], body({ ...failed, errorCode: 9902 })).out;
  assert.match(open, /^message-failed: outcome unknown\n {2}9902: delivery receipt timed out\n {2}outcome unknown · /);
  assert.match(open, /^(?:.*\n){3}.* Treat the outcome as unknown/);
  assert.match(
    run(["check", "-"], body({ ...failed, errorCode: undefined })).out,
    /^message-failed: not delivered\n {2}no error code: /m,
  );
  assert.match(run(["check", "-"], body({ ...failed, errorCode: 995 })).out, /^ {2}995: not documented$/m);
  const many = run(
    ["check", "-"],
    body(...Array.from({ length: 12 }, () => failed), { type: "new", message: {} }, 5),
  ).out;
  assert.equal(many.match(/^message-failed: /gm).length, 10);
  assert.match(
    many,
    /^… and 2 events more\n12 events \(12 message-failed\), 1 unknown, 1 rejected, 1 error, 1 warning$/m,
  );
});

test("a closed pipe is not an error", { skip: process.platform === "win32" && "it needs a Unix shell" }, () => {
  const large = file("large.json", `[${"5,".repeat(20_000)}5]`);
  const command = `"${process.execPath}" "${cli}" check --json "${large}"; echo "code $?" >&2`;
  const { stdout, stderr } = spawnSync("sh", ["-c", `(${command}) | head -c 1`], { encoding: "utf8" });
  assert.deepEqual([stdout, stderr], ["{", "code 0\n"]);
});

test("explain and sample", () => {
  // A repair says whether its values can be trusted, and what to do.
  for (const { name, title, meaning, action, confidence } of catalogue().repairs) {
    const values = confidence.replace("-", " ");
    const { out } = name.startsWith("c") ? run(["explain", name]) : { out: undefined };
    const wanted = `${name}: ${title}\n\n${meaning}\n\n${action}\n\n  values: ${values}\n`;
    if (out !== undefined) assert.equal(out, wanted);
    assert.ok(meaning.endsWith(".") && action.endsWith("."), name);
  }
  assert.match(run(["explain", "4720"]).out, /^4720: invalid recipient number\nrejected by the carrier · don't retry/);
  assert.deepEqual(
    JSON.parse(run(["explain", "--json", "missing-field"]).out).map(({ kind }) => kind),
    ["rule"],
  );
  assert.match(run(["explain", "to"]).out, /^to\n\n[^]*\n\nmessage\.to\n\n/);
  assert.match(run(["explain", "errorCode"]).out, /^errorCode\n\n[^]*\n\nerrorCode \(toll-free verification\)\n\n/);
  const { onFields } = explain("coerced-type");
  const ofRule = run(["explain", "coerced-type"]).out;
  for (const { field, action, cause } of onFields)
    assert.match(
      ofRule,
      new RegExp(`^  (.*, )?${field}(, .*)?\n    Help: ${action}\n    Likely cause: ${cause}$`, "m"),
    );
  assert.match(run(["explain", "message.owner"]).out, /^message\.owner\n\n/);
  assert.equal(JSON.parse(run(["sample", "suggestion-response"]).out)[0].type, "suggestion-response");
});

test("sample sets fields, and prints one line if asked to", () => {
  const event = (type, ...set) => JSON.parse(run(["sample", type, ...set.flatMap((one) => ["--set", one])]).out)[0];
  const failed = event(
    "message-failed",
    "errorCode=4720",
    "message.tag=a=b, 5512",
    "message.to=+15551110000",
    "carrierName=4720",
    "message.segmentCount=2",
  );
  assert.deepEqual(
    [failed.errorCode, failed.message.tag, failed.message.to, failed.carrierName, failed.message.segmentCount],
    [4720, "a=b, 5512", ["+15551110000"], "4720", 2],
  );
  assert.equal(run(["check", "-"], JSON.stringify([failed])).code, 0);
  assert.equal(event("message-read", "errorCode=4720").errorCode, 4720, "a number where other events have one");
  assert.deepEqual(event("message-sent", 'message.to=["+1", "+2"]').message.to, ["+1", "+2"]);
  assert.equal(event("message-sent", 'message.segmentCount="2"').message.segmentCount, "2");
  assert.equal(event("message-sent", "message.to.1=+15551110000").message.to[1], "+15551110000");
  assert.equal(event("message-sent", "message.tag=").message.tag, "");
  const odd = JSON.parse(run(["sample", "message-sent", "--set", "__proto__.a=1"]).out)[0];
  assert.deepEqual([Object.getOwnPropertyDescriptor(odd, "__proto__").value, odd.a], [{ a: "1" }, undefined]);
  const { out, err } = run(["sample", "message-sent", "--compact", "--set", "message.tga=x"]);
  assert.match(out, /^\[\{.*"tga":"x".*\}\]\n$/);
  assert.equal(err, "bandwidth-callbacks: message.tga is not in any sample; did you mean message.tag?\n");
});

test("check decompresses, and says why if it cannot", () => {
  const text = run(["sample", "message-delivered"]).out;
  const packed = zlib.gzipSync(text);
  assert.deepEqual(run(["check", file("good.json.gz", packed)]), { code: 0, out: deliveredOut, err: "" });
  assert.equal(run(["check", "-"], Buffer.concat([packed, Buffer.alloc(100)])).out, deliveredOut);
  const cut = run(["check", file("cut.gz", packed.subarray(0, -9))]);
  assert.deepEqual(
    [cut.code, cut.err.split("\n")[0]],
    [
      1,
      `bandwidth-callbacks: ${join(folder, "cut.gz")}: the log is truncated: unexpected end of gzip; ` +
        "only what came before was read",
    ],
  );
  const junk = run(["check", "-"], Buffer.concat([packed, Buffer.from("junk")]));
  assert.deepEqual([junk.code, junk.out], [1, deliveredOut]);
  assert.match(
    run(["check", "-"], zlib.gzipSync(Buffer.alloc(100_000_000, " "))).out,
    /body-too-large.*\n[^]*`--max-bytes`/,
  );
  const zstd = run(["check", "-"], zlib.zstdCompressSync?.(text) ?? Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]));
  if (zlib.zstdCompressSync === undefined)
    assert.deepEqual(zstd, {
      code: 2,
      out: "",
      err: "bandwidth-callbacks: -: this version of Node cannot decompress zstd; Node 22.15 and later can\n",
    });
  else assert.deepEqual(zstd, { code: 0, out: deliveredOut, err: "" });
});

test("check of a log suggests the command for logs", () => {
  const line = run(["sample", "message-delivered", "--compact"]).out;
  const advice = (text, ...options) => run(["check", "--show", ...options, "-"], text).err;
  const suggested = (how) =>
    `bandwidth-callbacks: -: looks like a log with one body on each line; try: bandwidth-callbacks ${how} -\n`;
  for (const log of [
    line.repeat(2),
    `\n${line}\n[42]\n`,
    line.repeat(5000),
    zlib.gzipSync(line.repeat(3)),
    `${line.repeat(40)}no JSON`,
    line.replace(/^\[|\]$/gm, "").repeat(3),
  ]) {
    assert.equal(advice(log), suggested("logs"));
    assert.equal(advice(log, "--json"), suggested("logs"));
  }
  assert.equal(advice(line.repeat(60_000)), suggested("logs"), "a log larger than any body");
  assert.equal(advice(line.repeat(3), "--recover"), suggested("logs"));
  assert.equal(advice(`INFO body=${line}`.repeat(3)), suggested("logs --recover"));
  const recover = "bandwidth-callbacks: pasted text? --recover repairs it first\n";
  for (const text of [`INFO body=${line}`, line.slice(0, -9), "no JSON", "[\n{}\n"])
    assert.equal(advice(text), recover, text);
  for (const text of [line, JSON.stringify(JSON.parse(line), null, 2), "[]\n\n", "[42]"])
    assert.equal(advice(text), "", text);
  assert.equal(advice(`INFO body=${line}`, "--recover"), "");
});

test("limits can be raised, as the help says", () => {
  for (const [text, option, value] of [
    [`[${" ".repeat(17 << 20)}]`, "--max-bytes", String(20 << 20)],
    [`${"[".repeat(70)}${"]".repeat(70)}`, "--max-depth", "100"],
  ]) {
    const { out } = run(["check", "-"], text);
    assert.ok(out.includes(`= help: raise \`${option}\``), out.slice(0, 400));
    assert.doesNotMatch(run(["check", option, value, "-"], text).out, /too-large|too-deep/);
  }
});

test("each option that output or help mentions is one of the command's", () => {
  const line = run(["sample", "message-delivered", "--compact"]).out;
  const deep = `${"[".repeat(70)}${"]".repeat(70)}`;
  const pretty = file("pretty.json", run(["sample", "message-sent"]).out);
  const said = {
    check: [
      ["check"],
      ["check", "-"],
      ["check", "--recover", "-"],
      ["check", "--max-bytes", "9", "-"],
      ["check", "--max-depth", "x", "-"],
    ].flatMap((args) =>
      ["no JSON", line, line + line, `INFO ${line}`.repeat(2), deep, "[5]"].map((input) => run(args, input)),
    ),
    explain: [
      ["explain"],
      ["explain", "nonsense"],
      ["explain", "message-faild"],
      ["explain", "--list", "4720"],
      ["explain", "--list"],
    ].map((args) => run(args)),
    sample: [
      ["sample"],
      ["sample", "nonsense"],
      ["sample", "message-sent", "--set", "x"],
      ["sample", "message-sent", "--set", "type=x"],
      ["sample", "message-sent", "--set", "message.to=["],
    ].map((args) => run(args)),
    logs: [
      ["logs"],
      ["logs", pretty],
      ["logs", "--parquet", "x", pretty],
      ["logs", "--csv", "--json", pretty],
      ["logs", "--approximate", pretty],
      ["logs", "--threads", "x", pretty],
      ["logs", "--since", "x", pretty],
    ].map((args) => run(args)),
    ...Object.fromEntries(COMMANDS.map((command) => [command, [run(["help", command])]])),
  };
  // The help lists the options that a command takes. One of `logs` is for the native command.
  const options = Object.fromEntries(
    COMMANDS.map((command) => {
      const listed = run(["help", command]).out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm);
      return [command, [...[...listed].map(([, name]) => name), ...(command === "logs" ? ["--parquet"] : [])]];
    }),
  );
  const takes = (command, option) => options[command].includes(option);
  // An option is one of the command that is named before it, or else of the command that says it.
  for (const [command, all] of Object.entries(said)) {
    for (const { out, err } of all) {
      for (const [, , other, option] of `${out}\n${err}`.matchAll(
        new RegExp(`((?:bandwidth-callbacks )?\\b(${COMMANDS.join("|")}) )?(--[a-z][a-z-]*)`, "g"),
      ))
        assert.ok(takes(other ?? command, option), `${other ?? command} ${option}`);
    }
  }
});

test("NULs after a body are reported, and repaired", () => {
  const padded = file("padded", `${run(["sample", "message-read", "--compact"]).out}\0\0`);
  assert.match(run(["check", padded]).out, /error\[invalid-json\]/);
  assert.deepEqual([run(["check", "--recover", padded]).code, run(["check", padded]).code], [0, 1]);
});

test("a usage error is one line and exit code 2", () => {
  for (const [args, said] of [
    [[], /expected a command/],
    [["chekc"], /unknown command/],
    [["check"], /takes files/],
    [["check", join(folder, "none.json")], /no such file/],
    [["check", folder], /is a directory/],
    [["check", "a".repeat(5000)], /cannot be read \(ENAMETOOLONG\)|no such file/],
    [["check", file("binary", Buffer.from([0, 1, 2]))], /is a binary file/],
    [["check", file("utf-16", Buffer.from("\ufeff[]", "utf16le"))], /utf-16: is UTF-16; save it as UTF-8/],
    [["check", "--colour", good], /--colour/],
    [["check", "--list", good], /unknown option '--list' for check/],
    [["check", "--max-bytes", "1e3", good], /--max-bytes to be an integer from 1 to 2147483647/],
    [["--json", "logs", good], /unknown option '--json'/],
    [["explain", "--jsn", "4720"], /unknown option '--jsn' for explain \(did you mean --json\?\)/],
    [["explain"], /one subject/],
    [["explain", "--list", "4720"], /either a subject or --list/],
    [["sample"], /one event type/],
    [["sample", "mesage-read"], /unknown event type; did you mean message-read\? expected one of message-received/],
    [["sample", "message-failed", "--set", "errorCode"], /--set takes PATH=VALUE/],
    [["sample", "message-failed", "--set", "errorCode=x"], /expected JSON for errorCode, for example 4432/],
    [["sample", "message-failed", "--set", "type=message-sent"], /--set does not change the type/],
    [["explain", "nonsense"], /unknown subject/],
    [["sample", "nonsense"], /unknown event type/],
  ]) {
    const { code, out, err } = run(args);
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], args.join(" "));
    assert.match(err, said);
  }
});

test("help and version", () => {
  const { out } = run(["--help"]);
  assert.match(out, /^Usage: /);
  for (const command of COMMANDS) {
    assert.match(out, new RegExp(`^  ${command}\\b`, "m"));
    assert.match(run(["help", command]).out, new RegExp(`^Usage: bandwidth-callbacks ${command}\\b`));
  }
  assert.equal(run(["help", "logs"]).out, run(["logs", "--help"]).out);
  const topics = /^Topics \(help TOPIC\): (.*)$/m.exec(run(["help"]).out)[1].split(", ");
  for (const topic of topics) assert.ok(run(["help", topic]).out.length > 100, topic);
  assert.match(run(["--version"]).out, /^\d+\.\d+\.\d+\n$/);
});

test("color follows the environment", { skip: process.platform === "win32" }, () => {
  const hasColor = (environment) => run(["check", bad], "", environment).out.includes("\x1b");
  for (const forced of [{ FORCE_COLOR: "1" }, { FORCE_COLOR: "true", NO_COLOR: "1", TERM: "dumb" }])
    assert.ok(hasColor(forced), JSON.stringify(forced));
  for (const not of [{}, { FORCE_COLOR: "0" }, { FORCE_COLOR: "false" }, { TERM: "xterm" }])
    assert.ok(!hasColor(not), JSON.stringify(not));
  if (spawnSync("script", ["--version"]).status !== 0) return;
  // In a terminal.
  const onTerminal = (environment) => {
    const env = { ...process.env, FORCE_COLOR: "", NO_COLOR: "", TERM: "xterm", ...environment };
    return spawnSync("script", ["-qec", `"${process.execPath}" "${cli}" check "${bad}"`, "/dev/null"], {
      env,
      encoding: "utf8",
    }).stdout.includes("\x1b");
  };
  assert.deepEqual(
    [{}, { NO_COLOR: "1" }, { TERM: "dumb" }, { FORCE_COLOR: "0" }, { TERM: "dumb", FORCE_COLOR: "1" }].map(onTerminal),
    [true, false, false, false, true],
  );
});

test("keys of a payload cannot inject terminal control sequences", () => {
  const body = JSON.stringify([
    { "\x1b[2J\nforged": 1, type: "message-snoozed", a: [1e400] },
    { type: "message-failed", "\x1b[2J\nforged": 1 },
  ]);
  const { out } = run(["check", "-"], body);
  assert.match(out, /forged/);
  assert.doesNotMatch(out, /\x1b|\nforged/);
  const driving = "\x9b\u061c\u200e\u200f\u202a\u202e\u2066\u2069\u2028\u2029";
  const message = { tag: 5, text: driving };
  const event = { type: "message-failed", [`${driving}name`]: driving, description: driving, message };
  const named = file(`${driving}\n.json`, JSON.stringify([event], null, 2));
  for (const { out, err } of [
    run(["check", named, good]),
    run(["check", "--recover", named, good]),
    run(["check", `${named}x`]),
    run(["check", `--${driving}`]),
  ]) {
    assert.doesNotMatch(out + err, /[\p{Bidi_Control}\u2028\u2029\x9b]|^\.json/mu);
    assert.ok((out + err).length > 0);
  }
});
