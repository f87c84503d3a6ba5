// Toll-free verification webhooks in the command: what `check`, `sample` and `explain` say of them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "bandwidth-callbacks";
import { catalogue, explain } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";

const cli = fileURLToPath(new URL("../packages/cli/bandwidth-callbacks.js", import.meta.url));

function run(args, input = "") {
  const env = { ...process.env, FORCE_COLOR: "", NO_COLOR: "" };
  const { status, stdout } = spawnSync(process.execPath, [cli, ...args], { input, env, encoding: "utf8" });
  return { code: status, out: stdout };
}

test("check says what happened to the number, and whether the request may be resubmitted", () => {
  const denied = sample("toll-free-verification.denied", { declineReasonDescription: "Website is not accessible" });
  for (const [args, number, reason] of [
    [[], "…42", `511 ${explain(511).title}`],
    [["--show"], "+18885550142", "Website is not accessible"],
  ]) {
    assert.deepEqual(run(["check", ...args, "-"], JSON.stringify(denied)), {
      code: 0,
      out:
        `toll-free ${number} UNVERIFIED: ${reason}; may be resubmitted\n` +
        "0 events, 1 toll-free verification, 0 errors, 0 warnings\n",
    });
  }
});

test("check says the status of each outcome as Bandwidth does", () => {
  const lines = catalogue().verifications.map(({ example }) => run(["check", "-"], example).out.split("\n")[0]);
  assert.deepEqual(
    lines.map((line) => line.match(/^toll-free …42 ([^:;]+)/)[1]),
    ["VERIFIED", "UNVERIFIED", "PENDING", "UNVERIFIED", "BLOCKED", "FAILED", "status unknown"],
  );
  const { declineReasonDescription, ...rest } = sample("toll-free-verification.denied");
  const blocked = { ...rest, denialStatusCode: 1103, resubmitAllowed: false, blocked: true };
  assert.match(
    run(["check", "-"], JSON.stringify(blocked)).out,
    /^toll-free …42 UNVERIFIED: 1103 business name .*; may not be resubmitted; blocked\n/,
  );
});

test("sample prints the body of each outcome, and --set changes it", () => {
  for (const { name, outcome, example } of catalogue().verifications) {
    const body = JSON.parse(run(["sample", name]).out);
    assert.deepEqual(body, JSON.parse(example));
    assert.deepEqual([parse(body).verifications[0].outcome, parse(body).diagnostics], [outcome, []]);
  }
  const { out } = run(["sample", "toll-free-verification.denied", "--set", "denialStatusCode=1103", "--compact"]);
  assert.equal(JSON.parse(out).denialStatusCode, 1103);
});

test("explain knows outcomes, statuses, fields and denial codes", () => {
  assert.match(run(["explain", "toll-free-verification.denied"]).out, /denied[^]*resubmit/);
  for (const status of ["UNVERIFIED", "unverified"])
    assert.match(run(["explain", status]).out, /^toll-free-verification\.unverified\n/);
  assert.match(run(["explain", "resubmitAllowed"]).out, /in: toll-free[^]*in: `additionalDenialReasons`/);
  assert.match(run(["explain", "denialStatusCode"]).out, /toll-free verification webhooks/);
  assert.match(run(["explain", "statusCode"]).out, /sometimes on: denied\n/);
  assert.match(run(["explain", "547"]).out, /^547: contact is the reseller/);
  assert.match(run(["explain", "--list"]).out, /^toll-free verification:\n {2}toll-free-verification\.verified/m);
});
