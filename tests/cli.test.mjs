// The command, as people run it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../packages/cli/bandwidth-callbacks.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bandwidth-callbacks-"));
after(() => rmSync(folder, { recursive: true }));

function run(args, input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { input, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

function file(name, content) {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const good = file("good.json", run(["sample", "message-delivered"]).out);
const deliveredOut =
  "message-delivered: Accepted by the carrier, or confirmed by the handset; which one depends on the number type, channel and carrier.\n" +
  "1 event (message-delivered), 0 errors, 0 warnings\n";
const bad = file("bad.json", '[{"type": "message-read"}]');

test("check says what it found, and its code says whether there were errors", () => {
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
  assert.deepEqual(two.map(({ file, ok }) => [file, ok]), [[good, true], [bad, false]]);
});

test("check --recover repairs first and says so", () => {
  const text = `INFO body=${run(["sample", "message-read"]).out.trimEnd().slice(0, -1)}`;
  const { code, out } = run(["check", "--recover", "-"], text);
  assert.equal(code, 0);
  assert.match(out, /^repaired\[/);
  assert.match(out, /1 event \(message-read\), 0 errors, 0 warnings\n$/);
  assert.equal(run(["check", "-"], text).code, 1);
});

test("check tells of each event, and of ten at most", () => {
  const [failed] = JSON.parse(run(["sample", "message-failed"]).out);
  const body = (...events) => JSON.stringify(events);
  const documented = run(["check", "-"], body(failed)).out;
  assert.match(documented, /^message-failed: .*\n {2}4432: \S.*\n1 event \(message-failed\), 0 errors, 0 warnings\n$/);
  assert.match(run(["check", "-"], body({ ...failed, errorCode: 9902 })).out, /^message-failed: outcome unknown\n {2}9902: no delivery receipt in time\. .* Outcome unknown: /);
  assert.match(run(["check", "-"], body({ ...failed, errorCode: undefined })).out, /^message-failed: not delivered\n {2}no error code: /m);
  assert.match(run(["check", "-"], body({ ...failed, errorCode: 995 })).out, /^ {2}995: not documented$/m);
  const many = run(["check", "-"], body(...Array.from({ length: 12 }, () => failed), { type: "new", message: {} }, 5)).out;
  assert.equal(many.match(/^message-failed: /gm).length, 10);
  assert.match(many, /^… and 2 events more\n12 events \(12 message-failed\), 1 unknown, 1 rejected, 1 error, 1 warning$/m);
});

test("a pipe that closes is no fault", { skip: process.platform === "win32" && "it needs a Unix shell" }, () => {
  const large = file("large.json", `[${"5,".repeat(20_000)}5]`);
  const command = `"${process.execPath}" "${cli}" check --json "${large}"; echo "code $?" >&2`;
  const { stdout, stderr } = spawnSync("sh", ["-c", `(${command}) | head -c 1`], { encoding: "utf8" });
  assert.deepEqual([stdout, stderr], ["{", "code 0\n"]);
});

test("explain and sample", () => {
  // Nothing to do after a comment, and no page that says more.
  assert.match(run(["explain", "comment"]).out, /^comment\n\nremoved a comment\n/);
  assert.match(run(["explain", "4720"]).out, /^4720: /);
  assert.equal(JSON.parse(run(["explain", "--json", "missing-field"]).out).kind, "rule");
  assert.equal(JSON.parse(run(["sample", "suggestion-response"]).out)[0].type, "suggestion-response");
});

test("misuse is one line and code 2", () => {
  for (const [args, said] of [
    [[], /expected a command/],
    [["chekc"], /unknown command/],
    [["check"], /takes files/],
    [["check", join(folder, "none.json")], /no such file/],
    [["check", folder], /is a directory/],
    [["check", "a".repeat(5000)], /cannot be read \(ENAMETOOLONG\)|no such file/],
    [["check", file("binary", Buffer.from([0, 1, 2]))], /is a binary file/],
    [["check", "--colour", good], /--colour/],
    [["explain"], /one subject/],
    [["explain", "nonsense"], /nothing of that name/],
    [["sample", "nonsense"], /unknown event type/],
  ]) {
    const { code, out, err } = run(args);
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], args.join(" "));
    assert.match(err, said);
  }
});

test("help and version", () => {
  assert.match(run(["--help"]).out, /usage:/);
  assert.match(run(["--version"]).out, /^\d+\.\d+\.\d+\n$/);
});

test("no colour into a pipe", () => {
  assert.ok(!run(["check", bad]).out.includes("\x1b"));
});

test("what a payload names does not drive the terminal", () => {
  const body = JSON.stringify([{ "\x1b[2J\nforged": 1, type: "message-snoozed", a: [1e400] }, { type: "message-failed", "\x1b[2J\nforged": 1 }]);
  const { out } = run(["check", "-"], body);
  assert.match(out, /forged/);
  assert.doesNotMatch(out, /\x1b|\nforged/);
});
