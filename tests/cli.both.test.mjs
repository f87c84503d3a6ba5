// The npm command and the native one print exactly the same.
// The native one exists after `cargo test --features bandwidth-callbacks-logs/cli`, which `npm test` runs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { sample } from "bandwidth-callbacks/samples";

import { commands, cwd, each, same, sameEvents, skip } from "./commands.mjs";

const failed = `${JSON.stringify(sample("message-failed"))}\n`;
const delivered = `${JSON.stringify(sample("message-delivered"))}\n`;

for (const folder of ["logs/b", "logs/a/deep", "logs/.hidden", "empty"])
  mkdirSync(join(cwd, folder), { recursive: true });
const names = [
  "1.jsonl",
  "10.jsonl",
  "2.jsonl",
  "a/x.jsonl",
  "a/deep/y.jsonl",
  "b/x.jsonl",
  ".hidden/z.jsonl",
  "é.jsonl",
  "z.jsonl",
  "Z.jsonl",
  "a].jsonl",
  "a-c.jsonl",
  "b.jsonl",
  "\u{1f4e8}m.jsonl", // `?` is a UTF-16 unit to one command and a character to the other
  "\uff5e.jsonl",
];
for (const name of names) writeFileSync(join(cwd, "logs", name), name.includes("x") ? failed : "[42]\n");
writeFileSync(join(cwd, "logs/packed.jsonl.gz"), gzipSync(delivered));
writeFileSync(join(cwd, "logs/[a-c].jsonl"), delivered);
if (process.platform !== "win32") symlinkSync("../b", join(cwd, "logs/a/link"));

test("patterns find the same files in the same order", { skip }, () => {
  const found = (...patterns) => JSON.parse(same(["--summary", "--json", ...patterns]).out).sources;
  assert.deepEqual(found("logs/?.jsonl"), [
    "logs/1.jsonl",
    "logs/2.jsonl",
    "logs/Z.jsonl",
    "logs/b.jsonl",
    "logs/z.jsonl",
    "logs/é.jsonl",
    "logs/\uff5e.jsonl",
  ]);
  assert.deepEqual(found("logs/*.gz", "logs/1*"), ["logs/packed.jsonl.gz", "logs/1.jsonl", "logs/10.jsonl"]);
  assert.deepEqual(found("logs/[a-c].jsonl"), ["logs/[a-c].jsonl"], "a file of that name comes first");
  assert.deepEqual(found("logs/[a-b].jsonl"), ["logs/b.jsonl"]);
  assert.equal(found("logs/**/*.jsonl").length, names.length + 1);
  for (const pattern of [
    "./logs/*",
    join(cwd, "logs", "*.jsonl"),
    "**/x.jsonl",
    "**/deep/*",
    "logs/**/**/y*",
    "*/*/x*",
    "lo[!x]s/[!0-9]*",
    "logs/a[]].jsonl",
    "logs/a[z-a]*",
    "logs/*[a-].jsonl",
    "l*/a*/d*/*",
  ]) {
    same(["--csv", pattern]);
  }
  // The same files; how one writes such a path is not how the other does.
  for (const pattern of ["logs/./*", "logs//*", "logs/../logs/*z*"]) {
    const [one, other] = each(["--csv", pattern]).map(({ out }) => out.split("\n").length);
    assert.equal(one, other, pattern);
  }
  assert.ok(found("logs/a[]].jsonl").length === 1 && found("**/x.jsonl").length === 2);
});

test("each file is read once, and links to directories cause no loops", { skip }, () => {
  mkdirSync(join(cwd, "linked/day/x/x"), { recursive: true });
  for (const name of ["day/1.log", "day/x/2.log", "day/x/x/3.log"]) writeFileSync(join(cwd, "linked", name), failed);
  for (const [to, name] of [
    ["day", "latest"],
    [".", "self"],
    ["loop", "loop"],
    ["day/1.log", "1.log"],
    ["../linked", "day/up"],
  ])
    symlinkSync(to, join(cwd, "linked", name));
  const found = (...patterns) => JSON.parse(same(["--summary", "--json", ...patterns]).out).sources;
  assert.deepEqual(found("linked/day/**/*.log"), ["linked/day/1.log", "linked/day/x/2.log", "linked/day/x/x/3.log"]);
  // Of the two names of a file, one takes the first, the other the one without a link.
  for (const { out } of each(["--summary", "--json", "linked/**/*.log"]))
    assert.equal(JSON.parse(out).sources.length, 3);
  assert.equal(found("linked/*/*.log", "linked/self/**/?.log").length, 3);
  assert.deepEqual(found("linked/latest/*.log"), ["linked/latest/1.log"], "a link that is named is followed");
  assert.deepEqual(found("linked/day/**/x/**/3*"), ["linked/day/x/x/3.log"], "also if it is found in two ways");
  assert.deepEqual(found("linked/day/1.log", "linked/day/1.log").length, 2, "a file that is named twice is read twice");
});

test("a pattern that matches nothing, or is invalid, is a usage error", { skip }, () => {
  for (const pattern of ["logs/*.zip", "logs/*/", "nowhere/*", "empty/*", "*"]) {
    assert.deepEqual(same([pattern]), { code: 2, out: "", err: `bandwidth-callbacks: ${pattern}: no files match\n` });
  }
  // The native command says that the pattern is wrong; the other takes its characters as they are, as shells do.
  for (const pattern of ["logs/[a", "logs/[]x*"]) {
    for (const { code, out, err } of each([pattern])) {
      assert.deepEqual([code, out], [2, ""], pattern);
      assert.match(err, /^bandwidth-callbacks: .*: (invalid pattern: .*|no files match)\n$/);
    }
  }
});

test("zeros may follow gzip, and other trailing bytes lose nothing before them", { skip }, () => {
  const packed = gzipSync(delivered.repeat(12));
  const bodies = (name, ...parts) => {
    writeFileSync(join(cwd, name), Buffer.concat(parts.map((part) => Buffer.from(part))));
    const { code, out, err } = same(["--summary", "--json", name]);
    return [code, JSON.parse(out).bodies, err];
  };
  const damaged =
    "bandwidth-callbacks: tail.gz: the log is damaged: invalid gzip data; only what came before was read\n";
  assert.deepEqual(bodies("tail.gz", packed, "junk"), [1, 12, damaged]);
  assert.deepEqual(bodies("tail.gz", packed, packed, Buffer.alloc(3), "junk".repeat(9000)), [1, 24, damaged]);
  for (const zeros of [1, 512, 300_000]) assert.deepEqual(bodies("tail.gz", packed, Buffer.alloc(zeros)), [0, 12, ""]);
  assert.deepEqual(bodies("tail.gz", packed, Buffer.alloc(512), packed), [0, 24, ""]);
  packed[packed.length - 6] ^= 1;
  assert.deepEqual(bodies("tail.gz", packed), [1, 12, damaged], "a checksum");
});

test("a body on several lines is not a log, and both commands say so", { skip }, () => {
  const pretty = JSON.stringify(sample("message-failed"), null, 2);
  writeFileSync(join(cwd, "pretty.json"), pretty);
  writeFileSync(join(cwd, "pretty.json.gz"), gzipSync(pretty));
  for (const name of ["pretty.json", "pretty.json.gz"]) {
    for (const form of [[], ["--summary"], ["--json"]]) {
      const [one, other] = each([name, ...form]);
      assert.deepEqual([one.code, one.out], [other.code, other.out]);
      assert.match(one.err, /^bandwidth-callbacks: pretty\S+: looks like one body on several lines; try: /);
      assert.match(one.err, /^[^\n]*; try: bandwidth-callbacks check pretty\S+\n/);
      assert.match(
        other.err,
        /^bandwidth-callbacks: pretty\S+: looks like one body on several lines; .* jq -c \. pretty\S+\n/,
      );
    }
  }
  for (const text of [failed, failed + delivered, "", "{\n\n}\n{}", "[\n]"]) {
    writeFileSync(join(cwd, "log.jsonl"), text);
    for (const { err } of each(["log.jsonl"])) assert.doesNotMatch(err, /looks like/, text);
  }
});

test("an option may be repeated: the last one counts", { skip }, () => {
  for (const form of [
    ["--summary", "--summary"],
    ["--csv", "--csv"],
    ["--csv", "--since", "2030-01-01", "--since", "2020-01-01"],
  ]) {
    assert.equal(same([...form, "logs/a/x.jsonl"]).code, 0);
  }
  sameEvents(["--json", "--json", "logs/a/x.jsonl"]);
  assert.equal(
    same([
      "--csv",
      "--type",
      "message-failed",
      "--type",
      "message-delivered",
      "logs/a/x.jsonl",
      "logs/packed.jsonl.gz",
    ]).out.split("\n").length,
    4,
  );
});

const driving = "\u001b[2J\u202e\u2066\u061c\u200f\u2028\u2029\u009b";

test("payloads and file names cannot inject terminal control sequences", { skip }, () => {
  const name = `a${driving}\nb.log`;
  writeFileSync(join(cwd, name), JSON.stringify(sample("message-failed", { [`c${driving}d`]: 1 })));
  writeFileSync(join(cwd, `${name}.gz`), Buffer.from([0x1f, 0x8b]));
  const isSafe = (text) => text.split("\n").every((line) => /^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u.test(line));
  for (const args of [
    [name],
    [name, "--summary"],
    [`${name}.gz`],
    [`${name}.none`],
    [`--${name}`],
    ["--type", name, name],
  ]) {
    for (const { out, err } of each(args)) {
      assert.ok(isSafe(out) && isSafe(err) && (out + err).length > 0, JSON.stringify([args, out, err]));
      assert.ok(!/^b\.log/m.test(out + err), "a name does not begin a line");
    }
  }
  same([name]);
  same([name, "--summary"]);
  same([`${name}.gz`]);
});

test("problems, events and summaries are printed alike", { skip }, () => {
  writeFileSync(
    join(cwd, "mixed.jsonl"),
    [
      failed,
      delivered,
      "no JSON\n",
      '[{"type":"message-snoozed","message":{}}]\r\n',
      "\n",
      '{"a":1}\n',
      '[{"type":"message-read","\\u001b[2J":1}]',
    ].join(""),
  );
  for (const only of [[], ["--type", "message-failed"], ["--since", "2026-07-15"]]) {
    for (const form of [
      [],
      ["--csv"],
      ["--summary"],
      ["--summary", "--json"],
      ["--summary", "--approximate", "--threads", "2"],
    ])
      same([...form, ...only, "mixed.jsonl", "logs/*"]);
    sameEvents(["--json", ...only, "mixed.jsonl", "logs/*"]);
  }
});

test("several threads give the same summary", { skip }, () => {
  const event = (number) =>
    sample(number % 3 === 0 ? "message-failed" : "message-sent", { message: { id: `id-${number % 6000}` } });
  writeFileSync(
    join(cwd, "long.jsonl"),
    Array.from({ length: 16_000 }, (_, number) =>
      number % 1000 === 7 ? "no JSON\n" : `${JSON.stringify(event(number))}\n`,
    ).join(""),
  );
  for (const threads of [1, 2, 3])
    same(["--summary", "--json", "--threads", String(threads), "long.jsonl", "mixed.jsonl"]);
});

test("unusual times and nonexistent days are read alike", { skip }, () => {
  const times = [
    "2026-07-14T09:12:07+00:00",
    "2026-07-14",
    "2026-02-30T09:12:07Z",
    "2026-12-31T23:59:60.5Z",
    "2026-07-14T24:00:00Z",
    "2026-07-14T09:12:07.123456789Z",
  ];
  writeFileSync(
    join(cwd, "times.jsonl"),
    times.map((time) => `${JSON.stringify(sample("message-failed", { time }))}\n`).join(""),
  );
  for (const since of ["2026-01-01", "2026-12-31T23:59:60Z", "2026-07-14T09:12:07.123Z"]) {
    const rows = same(["--csv", "--since", since, "times.jsonl"]).out.trimEnd().split("\n").length - 1;
    assert.equal(JSON.parse(same(["--summary", "--json", "--since", since, "times.jsonl"]).out).events, rows, since);
  }
  for (const since of ["2026-02-30", "2026-07-14T24:00:00Z", "2026-07-14T09:12Z", "yesterday"]) {
    for (const { code, out } of each(["--since", since, "times.jsonl"])) assert.deepEqual([code, out], [2, ""], since);
  }
});

test("an invalid time is in no span, and an undocumented code is in no row", { skip }, () => {
  const times = [
    "2026-07-14T09:12:60Z",
    "2026-07-14T09:12:07+02:00",
    "2026-07-14 09:12:07Z",
    "2026-02-30T00:00:00Z",
    "2026-07-14T24:00:00Z",
    "2026-07-14T09:12:07.4Z",
    "2026",
    "4720",
    "+1 2",
    "July 14, 2026",
    "0000-01-01T00:00:00Z",
  ];
  writeFileSync(
    join(cwd, "times.jsonl"),
    times.map((time) => `${JSON.stringify(sample("message-read", { time, errorCode: 4720 }))}\n`).join(""),
  );
  for (const only of [
    [],
    ["--since", "0001-01-01"],
    ["--until", "9999-12-31"],
    ["--since", "2026-07-14T09:12:60Z"],
    ["--code", "4720"],
  ]) {
    for (const form of [["--csv"], ["--summary", "--json"]]) same(["times.jsonl", ...form, ...only]);
  }
  assert.equal(same(["times.jsonl", "--csv", "--since", "2000-01-01"]).out.trimEnd().split("\n").length, 3);
  for (const only of ["--since", "--until"]) {
    for (const time of ["2026-02-30", "2026-07-14T24:00:00Z", "2026-07-14T09:12:07+02:00", "2026-7-14"])
      assert.deepEqual(
        each(["times.jsonl", only, time]).map(({ code }) => code),
        [2, 2],
      );
  }
});

test("an impossible error code is a usage error, and matches nothing", { skip }, () => {
  for (const code of ["4294967296", "9".repeat(400), "-1"]) {
    for (const { code: exit, out } of each(["logs/a/x.jsonl", "--summary", "--code", code]))
      assert.deepEqual([exit, out], [2, ""]);
  }
  assert.match(same(["logs/a/x.jsonl", "--summary", "--code", "4294967295"]).out, / 0 events/);
});

test("a named pipe is read like a file", { skip }, () => {
  for (const [command, ...before] of commands) {
    const words = [command, ...before].map((word) => `"${word}"`).join(" ");
    const script =
      "rm -f one two; mkfifo one two; (cat logs/a/x.jsonl > one; cat logs/b/x.jsonl > two) & exec " +
      `${words} lines one two --csv`;
    const { status, stdout } = spawnSync("sh", ["-c", script], { cwd, encoding: "utf8", timeout: 120_000 });
    assert.deepEqual([status, stdout.trimEnd().split("\n").length], [0, 3], command);
  }
});
