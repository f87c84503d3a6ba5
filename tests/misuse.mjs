// The error messages of the package for wrong arguments.

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

/** The call throws a `TypeError` that names the unknown option, what was probably meant, and all that are known. */
export async function refusesMisspelt(call, name, near) {
  const message = await misuse(call);
  assert.ok(message.startsWith(`unknown name \`${name}\` in `), message);
  assert.equal(/did you mean `([\w-]+)`/.exec(message)?.[1], near);
  assert.match(message, /\(known: `\w.*`\)$/);
}
