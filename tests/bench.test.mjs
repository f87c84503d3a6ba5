// The benchmark's own checks, so that it does not find out only when someone runs it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAll } from "../bench/check.mjs";
import { payloads, peers, rows } from "../bench/rows.mjs";

test("the bodies of the benchmark have the findings that its rows name, for every peer", () => {
  checkAll(payloads, peers);
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
});
