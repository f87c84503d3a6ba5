// What tools put around a body: `recover` takes it off, and the events are as they were sent.

import assert from "node:assert/strict";
import { test } from "node:test";
import { recover } from "bandwidth-callbacks";
import { sample } from "bandwidth-callbacks/samples";

const events = ["message-failed", "message-received"].map((type) => sample(type)[0]);
const [one, other] = events;
const json = JSON.stringify;
const base64 = (text) => Buffer.from(text).toString("base64");
const form = (text) => encodeURIComponent(text).replaceAll("%20", "+");

/** Each with one event, or with both. */
const WRAPPERS = {
  "an object with a body": json({ body: [one] }),
  "an object with data": json({ data: one }),
  "an object with the event and headers": json({ headers: { authorization: "Basic x" }, event: one, statusCode: 200 }),
  "an object with Rails' _json that holds no array": json({ _json: one, controller: "sms" }),
  "records of a queue": json({ Records: [{ body: json([one]) }, { body: json([other]) }] }),
  "a notification": json({ Type: "Notification", MessageId: "x", Message: json([one]) }),
  "an event bus": json({ version: "0", detail: { requestContext: {}, body: json([one]) } }),
  "a push subscription": json({ message: { data: base64(json([one])), messageId: "12" }, subscription: "s" }),
  "a proxy event in base64": json({ isBase64Encoded: true, body: base64(json([one])) }),
  "an array in an array": json([[one]]),
  "an object with numbered keys": json({ 0: one, 1: other }),
  "a string": json(json([one])),
  "a string in a string": json(json(json([one]))),
  "an array of strings": json(events.map(json)),
  "single quotes": `'${json([one])}'`,
  "a statement": `var body = ${json([one])};`,
  "a code block": `\`\`\`json\n${json([one], null, 2)}\n\`\`\``,
  "a form": `payload=${encodeURIComponent(json([one]))}`,
  "a field of a form": `id=5&payload=${form(json([one]))}&x=1`,
  "multipart form data": `--a\r\nContent-Disposition: form-data; name="payload"\r\n\r\n${json([one])}\r\n--a--\r\n`,
  "a line each": `${json(one)}\n${json(other)}\n`,
  "a line each, of Windows, with a blank one": `${json(one)}\r\n\r\n${json([other])}\r\n`,
  "a byte order mark": `\ufeff${json([one])}`,
  "NULs after it": `${json([one])}\0\0\n`,
};

for (const [name, text] of Object.entries(WRAPPERS)) {
  test(`recover takes off ${name}`, () => {
    const { ok, events: found, unknown, rejected } = recover(text);
    assert.deepEqual(found, text.includes(other.message.id) ? events : [one]);
    assert.deepEqual([ok, unknown, rejected], [true, [], []]);
  });
}
