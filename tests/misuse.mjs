// What the package says of misuse.

import assert from "node:assert/strict";

/** The message of the `TypeError` that a call throws, or that its promise rejects with. */
export async function misuse(call) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof TypeError, String(error));
    return error.message;
  }
  return assert.fail(`nothing was thrown by ${call}`);
}
