// The output of both commands for files, pipes and disks that fail.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { sample } from "bandwidth-callbacks/samples";

import { commands, cwd, each, same, skip } from "./commands.mjs";

const failed = `${JSON.stringify(sample("message-failed"))}\n`;
const delivered = `${JSON.stringify(sample("message-delivered"))}\n`;

mkdirSync(join(cwd, "logs"));

test("there may be more files than a process may have open", { skip }, () => {
  mkdirSync(join(cwd, "many"));
  for (let at = 0; at < 200; at++) writeFileSync(join(cwd, "many", `${at}.jsonl`), delivered);
  for (const command of commands) {
    const words = command.map((word) => `"${word}"`).join(" ");
    const { status, stdout } = spawnSync("sh", ["-c", `ulimit -n 100; exec ${words} lines 'many/*' --summary`], {
      cwd,
      encoding: "utf8",
    });
    assert.deepEqual([status, stdout.slice(0, 10)], [0, "200 bodies"], command[0]);
  }
});

test("both commands report faulty files with the same words", { skip }, () => {
  const put = (name, content) => writeFileSync(join(cwd, name), content);
  put("nothing", "");
  put("binary", Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)));
  put("zeros", Buffer.alloc(70_000));
  const packed = gzipSync(
    Array.from({ length: 3000 }, (_, at) =>
      JSON.stringify(sample("message-failed", { message: { id: `${at * 7919}` } })),
    ).join("\n"),
  );
  put("cut.gz", packed.subarray(0, -20));
  put("head.gz", packed.subarray(0, 2));
  put("damaged.gz", Buffer.concat([packed.subarray(0, 9000), Buffer.from("damage".repeat(50)), packed.subarray(9300)]));
  const reported = (name, why) => `bandwidth-callbacks: ${name}: ${why}; only what came before was read\n`;
  const none = "0 bodies: 0 errors, 0 warnings, 0 info\n";
  assert.deepEqual(same(["nothing"]), { code: 0, out: "", err: none });
  const misuse = (name, why) => ({ code: 2, out: "", err: `bandwidth-callbacks: ${name}: ${why}\n` });
  const line = `${JSON.stringify(sample("message-read"))}\n`;
  put("mixed.jsonl", line);
  put("binary.gz", gzipSync(readFileSync(join(cwd, "binary"))));
  put("utf-16", Buffer.from(`\ufeff${line}`, "utf16le"));
  for (const name of ["binary", "binary.gz"]) assert.deepEqual(same([name]), misuse(name, "is a binary file"));
  assert.deepEqual(same(["mixed.jsonl", "utf-16"]), misuse("utf-16", "is UTF-16; save it as UTF-8"));
  // As `copytruncate` of logrotate leaves a log, and with damage later on.
  put("truncated", `${"\0".repeat(9000)}\n${line.repeat(20)}\0\n${line}`);
  assert.match(same(["truncated", "--csv"]).out, /\ntruncated,23,/);
  assert.equal(same(["zeros"]).code, 1);
  assert.deepEqual(same(["nowhere"]), misuse("nowhere", "no such file"));
  assert.deepEqual(same(["logs"]), misuse("logs", "is a directory"));
  assert.deepEqual(same(["-"], { stdio: [openSync(cwd, "r"), "pipe", "pipe"] }), {
    code: 2,
    out: "",
    err: "bandwidth-callbacks: -: is a directory\n",
  });
  // Before anything is printed.
  assert.deepEqual(same(["mixed.jsonl", "nowhere"]), misuse("nowhere", "no such file"));
  assert.equal(same(["cut.gz", "--summary"]).err, reported("cut.gz", "the log is truncated: unexpected end of gzip"));
  assert.deepEqual(same(["head.gz"]), {
    code: 1,
    out: "",
    err: `${reported("head.gz", "the log is truncated: unexpected end of gzip")}${none}`,
  });
  put("log.xz", Buffer.from([0xfd, ...Buffer.from("7zXZ\0\n[]\n")]));
  assert.deepEqual(same(["log.xz"]), {
    code: 1,
    out: "",
    err: `${reported("log.xz", "the log is compressed (xz); decompress it before reading its lines")}${none}`,
  });
  // How much is read before the damage may differ by a few bytes.
  for (const { code, out, err } of each(["damaged.gz", "--summary", "--json"])) {
    assert.deepEqual([code, err], [1, reported("damaged.gz", "the log is damaged: invalid gzip data")]);
    assert.ok(JSON.parse(out).bodies > 50);
  }
  if (process.getuid?.() !== 0) {
    put("secret", "[]");
    chmodSync(join(cwd, "secret"), 0);
    assert.deepEqual(same(["secret"]), { code: 2, out: "", err: "bandwidth-callbacks: secret: permission denied\n" });
  }
});

test("a closed output is not an error, and a full disk is reported", { skip }, () => {
  writeFileSync(join(cwd, "large.jsonl"), failed.repeat(5000));
  for (const form of ["--json", "--csv"]) {
    for (const command of commands) {
      const words = [...command, "lines", "large.jsonl", form].map((word) => `"${word}"`).join(" ");
      const { stdout, stderr } = spawnSync("sh", ["-c", `(${words}; echo "code $?" >&2) | head -c 1`], {
        cwd,
        encoding: "utf8",
      });
      assert.deepEqual([stdout.length, stderr], [1, "code 0\n"], command[0]);
    }
  }
  for (const command of commands) {
    const words = [...command, "lines", "large.jsonl", "zeros", "--json"].map((word) => `"${word}"`).join(" ");
    const { stdout } = spawnSync("sh", ["-c", `(${words} 2>&1; echo "code $?" >code) | head -c 1; cat code`], {
      cwd,
      encoding: "utf8",
    });
    assert.equal(stdout, "{code 0\n", command[0]);
  }
  if (!existsSync("/dev/full")) return;
  for (const [one, other] of [each(["large.jsonl"], { stdio: ["ignore", "pipe", openSync("/dev/full", "w")] })])
    assert.deepEqual([one.code, one.out], [other.code, other.out]);
  for (const form of [["--json"], ["--csv"], ["--summary"], ["--summary", "--json"]]) {
    const [one, other] = each(["large.jsonl", ...form], { stdio: ["ignore", openSync("/dev/full", "w"), "pipe"] });
    assert.deepEqual(one, other);
    assert.deepEqual([one.code, one.err], [2, "bandwidth-callbacks: could not write the output: the disk is full\n"]);
  }
});
