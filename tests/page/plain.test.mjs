// Texts without a callback, as a support engineer has them: each is answered about the thing itself.

import assert from "node:assert/strict";
import { paste, testsOn, visit } from "./open.mjs";
import { delivered, failedMms } from "./pastes.mjs";

const { running, site, missing } = await visit();
const on = testsOn({ running, missing, url: site?.url });

const ID = "1795708990657hhq6x3yexample1a";

/** Pastes a text, and holds what is said of it against patterns: the first line, the second, what to do. */
async function says(page, text, first, second, todo) {
  await paste(page, text);
  assert.match(await page.locator("#strip .title").innerText(), first, text);
  assert.match(await page.locator("#strip .line-2").innerText(), second, text);
  if (todo !== undefined) assert.match(await page.locator("#meaning .actions-list").first().innerText(), todo, text);
}

on("what a person writes about a code or a message is answered about that", async (page) => {
  await says(
    page,
    `Customer says: error 4720 on +14155550143 since 2026-11-26 at 4:33. Message ${ID}`,
    /^✕\s*Error code 4720: invalid recipient number/,
    /mentioned in a text without a callback/,
    /Check the number for typos/,
  );
  assert.match(await page.locator(".fact-list").innerText(), new RegExp(`Message ID\\s+${ID}`));
  await says(page, "errors 4475 or 4775", /Error codes 4475, 4775/, /mentioned/, /Paste one of them/);
  await says(page, "rejected-forbidden-country", /Error code 4432: country not allowed/, /rejected by Bandwidth/);
  await says(page, `Please look up ${ID} for me`, /Message ID of 2026-11-26/, /mentioned/, /Message Logs/);
  await says(
    page,
    `Message ID,Direction,To,Status,Error Code\n${ID},OUTBOUND,+14155550143,FAILED,4720`,
    /Error code 4720/,
    /mentioned/,
  );
  await says(page, "+1 (415) 555-0143", /A phone number: \+1 415 555 0143/, /number alone/, /Message Logs/);
  // Years, ports and times are no codes.
  for (const text of ["Lunch in 2026?", "listening on :4720", "at 4720.50 USD", "pid[4720] started"])
    await says(page, text, /^✕\s*Not (?:a callback|readable)/, /\S/);
});

on("what a server answered is named, and what follows from it", async (page) => {
  await says(
    page,
    "POST /callbacks 401 12.345 ms - 12",
    /Your server answered 401 to POST \/callbacks/,
    /access log/,
    /credentials only after a 401/,
  );
  assert.doesNotMatch(await page.locator("#meaning").innerText(), /Nothing is lost/);
  const line = '10.0.0.1 - - [26/Nov/2026:16:03:12 +0000] "POST /callbacks HTTP/1.1"';
  await says(
    page,
    [204, 204, 502].map((status) => `${line} ${status} 0 "-" "BandwidthAPI/3.1"`).join("\n"),
    /3 requests: 2 answered 204, 1 answered 502/,
    /an access log/,
    /cause of the 502[^]*resends/,
  );
  await says(page, `${line} 204 0`, /^●\s*Your server answered 204/, /access log/, /accepted/);
  await says(
    page,
    'HTTP/1.1 401 Unauthorized\ncontent-type: application/json\n\n{"error":"no credentials"}',
    /An HTTP response: 401 Unauthorized, no credentials/,
    /the answer to a request/,
    /WWW-Authenticate/,
  );
});

on("a failure without a code is explained by its description, if that is the name of one", async (page) => {
  const { errorCode: _, ...event } = failedMms;
  await says(
    page,
    JSON.stringify([event]),
    /MMS to \+1 415 555 0143 failed, no error code given/,
    /described as 4751 message too long for the carrier/,
    /Shorten the text/,
  );
  await says(page, JSON.stringify([{ ...event, description: "x" }]), /no error code given/, /final/, /Message Logs/);
});

on("an incomplete event among others is counted in the first line", async (page) => {
  const cut = JSON.stringify([failedMms]).slice(0, 300);
  await says(
    page,
    `INFO callback ${JSON.stringify([delivered])}\nINFO callback ${cut},... (truncated)\n`,
    /^✕\s*1 message sent: 1 delivered · 1 incomplete event \(failed\)$/,
    /^1 event · 2026-11-26 16:03:12 UTC$/,
  );
  const other = page.locator("#cards .card").last();
  assert.match(await other.innerText(), /failed\s+cut off: what follows is unknown/);
});
