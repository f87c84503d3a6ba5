// The command's `logs`, as people run it.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { summarize } from "bandwidth-callbacks-logs";
import { sample } from "bandwidth-callbacks/samples";

const cli = fileURLToPath(new URL("../packages/cli/bandwidth-callbacks.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bandwidth-callbacks-"));
after(() => rmSync(folder, { recursive: true }));
const noUnix = process.platform === "win32" && "it needs Unix signals and devices";

function run(args, input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "logs", ...args], { input, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

function file(name, content) {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const body = (type, overrides) => JSON.stringify(sample(type, overrides));
const failed = body("message-failed", { errorCode: 4720, time: "2026-07-14T09:12:09.318Z" });
const log = [
  body("message-sent"),
  "",
  failed,
  "no JSON",
  '[{"type":"message-snoozed","message":{}}]',
  `INFO ${body("message-delivered")}`,
  "",
].join("\n");
const mixed = file("mixed.jsonl", log);
const good = file("good.jsonl.gz", gzipSync(`${body("message-delivered")}\n`));

test("a problem is a row with file, line, rule and path, without payload values", () => {
  const { code, out, err } = run([mixed, good]);
  assert.equal(code, 1);
  const rows = out.trimEnd().split("\n");
  const many = (severity) => rows.filter((row) => row.includes(` ${severity} `)).length;
  const [errors, warnings] = [many("error"), many("warning")];
  assert.equal(err, `6 bodies: ${errors} errors, ${warnings} warning${warnings === 1 ? "" : "s"}, 0 info\n`);
  assert.equal(errors, 2);
  assert.match(rows[0], /^.*mixed\.jsonl:4 error (not-a-callback|invalid-json) at "": \S/);
  assert.ok(rows.some((row) => row.startsWith(`${mixed}:5 warning unknown-event at "/0/type": `)));
  assert.ok(!out.includes("snoozed") && !out.includes("+1555"));
  assert.deepEqual(run([good]), { code: 0, out: "", err: "1 body: 0 errors, 0 warnings, 0 info\n" });
  assert.equal(run(["-"], log).out.split("\n")[0].slice(0, 4), "-:4 ");
});

test("events as JSON Lines, and only those that were asked for", () => {
  const all = (...args) =>
    run(["--json", ...args, mixed])
      .out.trimEnd()
      .split("\n")
      .filter(Boolean)
      .map((row) => JSON.parse(row));
  assert.deepEqual(
    all().map(({ file, line, event }) => [file, line, event.type]),
    [
      [mixed, 1, "message-sent"],
      [mixed, 3, "message-failed"],
    ],
  );
  assert.equal(all()[1].offset, log.indexOf(failed));
  assert.deepEqual(all()[1].event, JSON.parse(failed)[0]);
  const lines = (...args) => all(...args).map(({ line }) => line);
  assert.deepEqual(lines("--recover"), [1, 3, 6]);
  assert.deepEqual(lines("--type", "message-failed"), [3]);
  assert.deepEqual(lines("--type", "message-failed", "--type", "message-sent"), [1, 3]);
  assert.deepEqual([lines("--code", "4720"), lines("--code", "4432")], [[3], []]);
  assert.deepEqual(lines("--since", "2026-07-14T09:12:09.318Z"), [3]);
  assert.deepEqual([lines("--until", "2026-07-14T09:12:09.318Z"), lines("--until", "2026-07-14")], [[1], []]);
});

test("events as CSV, without formula injection", () => {
  const odd = body("message-failed", { errorCode: 4720, carrierName: "=1+1", message: { tag: 'a "b", c' } });
  const { out } = run(["--csv", "-"], odd);
  const [head, row] = out.split("\n");
  assert.equal(
    head,
    "file,line,offset,type,time,id,to,from,errorCode,carrierName,applicationId,channel,segmentCount,messageTime,tag",
  );
  const [{ time, to, message }] = JSON.parse(odd);
  const cells = [
    "-",
    1,
    0,
    "message-failed",
    time,
    message.id,
    to,
    message.from,
    4720,
    "'=1+1",
    message.applicationId,
    message.channel,
    message.segmentCount,
    message.time,
  ];
  assert.equal(row, `${cells.join(",")},"a ""b"", c"`);
});

test("a summary as text and as JSON", async () => {
  const { code, out } = run(["--summary", mixed]);
  assert.equal(code, 1);
  assert.match(out, /^5 bodies, 2 events, 1 unknown, .*\n/);
  assert.match(out, /4720/);
  assert.ok(out.includes(`${mixed}:4`));
  assert.deepEqual(JSON.parse(run(["--summary", "--json", mixed]).out), {
    ...(await summarize(log)),
    sources: [mixed],
  });
  const only = JSON.parse(run(["--summary", "--json", "--code", "4720", mixed]).out);
  assert.deepEqual([only.bodies, only.events, only.messages.sent], [5, 1, 1]);
  assert.equal(JSON.parse(run(["--summary", "--json", "--recover", mixed, good]).out).events, 4);
  assert.equal(run(["--summary", good]).code, 0);
});

test("a truncated file is reported, and what was read counts", () => {
  const packed = gzipSync(`${`${failed}\n`.repeat(2000)}`);
  const cut = file("cut.jsonl.gz", packed.subarray(0, packed.length - 9));
  const { code, out, err } = run(["--summary", "--json", cut, good]);
  assert.deepEqual(
    [code, err],
    [1, `bandwidth-callbacks: ${cut}: the log is truncated: unexpected end of gzip; only what came before was read\n`],
  );
  assert.equal(JSON.parse(out).bodies, 2001);
});

test("Ctrl-C prints what was read so far", { skip: noUnix }, async () => {
  const child = spawn(process.execPath, [cli, "logs", "--summary", "--json", "-"], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
  child.stdin.on("error", () => {});
  const _ended = new Promise((resolve) => child.on("close", resolve));
  // The input has no end, so only the signal stops it. It has begun to read when more was taken than pipes hold.
  const part = `${failed}\n`.repeat(1000);
  for (let taken = 0; taken < 8 << 20; taken += part.length)
    if (!child.stdin.write(part)) await once(child.stdin, "drain");
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  assert.deepEqual([code, said.err], [130, "bandwidth-callbacks: stopped; results cover only what was read\n"]);
  assert.ok(JSON.parse(said.out).bodies > 0);
});

async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/**
 * Waits until a thread of a command waits for a pipe: for one that opens it, or, if it `isOpen`, for more than it has
 * read. A thread that was just woken may still be named as waiting for the former.
 */
async function waitingForPipe({ pid }, isOpen) {
  const places = () =>
    readdirSync(`/proc/${pid}/task`).map((task) => {
      try {
        return readFileSync(`/proc/${pid}/task/${task}/wchan`, "utf8");
      } catch {
        return ""; // it has ended
      }
    });
  const waits = isOpen ? /pipe_read|pipe_wait/ : /wait_for_partner/;
  await until(() => places().some((place) => waits.test(place)));
}

test("one Ctrl-C ends the wait for a pipe that no one opens or writes to", {
  skip: process.platform !== "linux" && "only Linux shows that a process waits for a pipe",
}, async () => {
  const pipe = join(folder, "pipe");
  spawnSync("mkfifo", [pipe]);
  for (const written of [undefined, `${failed}\n${failed}\n[{`]) {
    for (const form of [["--summary", "--json"], ["--summary", "--json", "--threads", "1"], ["--json"]]) {
      const child = spawn(process.execPath, [cli, "logs", ...form, pipe], { stdio: ["ignore", "pipe", "pipe"] });
      const said = { out: "", err: "" };
      child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
      child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
      const closed = new Promise((resolve) => child.on("close", (...how) => resolve(how)));
      const writer =
        written === undefined
          ? undefined
          : spawn("sh", ["-c", 'exec 3>"$0"; printf %s "$1" >&3; : >"$0.written"; sleep 86400', pipe, written], {
              stdio: "ignore",
              detached: true,
            });
      if (written !== undefined) await until(() => existsSync(`${pipe}.written`));
      await waitingForPipe(child, written !== undefined);
      if (written !== undefined && form.length === 1) await until(() => said.out.split("\n").length === 3);
      child.kill("SIGINT");
      const [code, signal] = await closed;
      if (writer !== undefined) process.kill(-writer.pid);
      rmSync(`${pipe}.written`, { force: true });
      // A shell makes 130 of the signal.
      assert.deepEqual(
        [code ?? signal, said.err],
        ["SIGINT", "bandwidth-callbacks: stopped; results cover only what was read\n"],
      );
      const bodies = form.length === 1 ? said.out.split("\n").filter(Boolean).length : JSON.parse(said.out).bodies;
      assert.equal(bodies, written === undefined ? 0 : 2, form.join(" "));
    }
  }
});

test("a closed pipe is not an error, and a full disk is reported", { skip: noUnix }, () => {
  const large = file("large.jsonl", `${failed}\n`.repeat(3000));
  const shell = (rest) =>
    spawnSync("sh", ["-c", `("${process.execPath}" "${cli}" logs --json "${large}"; echo "code $?" >&2) ${rest}`], {
      encoding: "utf8",
    });
  const { stdout, stderr } = shell("| head -c 1");
  assert.deepEqual([stdout, stderr], ["{", "code 0\n"]);
  if (existsSync("/dev/full"))
    assert.equal(
      shell("> /dev/full").stderr,
      "bandwidth-callbacks: could not write the output: the disk is full\ncode 2\n",
    );
});

test("a usage error is one line and exit code 2", () => {
  for (const [args, said] of [
    [[], /takes files/],
    [[join(folder, "none")], /no such file/],
    [[folder], /is a directory/],
    [["--colour", mixed], /--colour/],
    [["--csv", "--json", mixed], /--csv goes with/],
    [["--parquet", "out.parquet", mixed], /only the native command writes Parquet/],
    [["--since", "yesterday", mixed], /expected --since to be a day or a time/],
    [["--until", "2026-13-45", mixed], /expected --until to be a day or a time/],
    [["--type", "message-snoozed", mixed], /unknown event type; expected one of message-received/],
    [["--type", "mesage-sent", mixed], /unknown event type; did you mean message-sent\? expected one of/],
    [["--code", "x", mixed], /expected --code to be an error code/],
    [["--approximate", mixed], /--approximate goes with --summary/],
    [["--summary", "--threads", "0", mixed], /--threads to be an integer from 1 to 1024/],
  ]) {
    const { code, out, err } = run(args);
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], args.join(" "));
    assert.match(err, said);
  }
  assert.match(run(["--help"]).out, /^Usage: /);
});
