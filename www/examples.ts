// Callbacks to look at: every kind there is, and the mistakes that people meet. All numbers and ids are made up.

import type { EventAlias, EventType } from "bandwidth-callbacks";
import { catalogue } from "./full";
import { sample } from "./repair";

export interface Example {
  group: string;
  title: string;
  text: string;
}

const OLD: [EventAlias, string][] = [
  ["message-queued", "message-queued (2020)"],
  ["message-rejected-forbidden-country", "message-rejected-forbidden-country (2017)"],
  ["request-location-response", "request-location-response (2025)"],
  ["location-request-response", "location-request-response (2025)"],
];

export function examples(): Example[] {
  const pretty = (value: unknown) => JSON.stringify(value, null, 2);
  const list: Example[] = [];
  const add = (group: string, title: string, text: string) => list.push({ group, title, text });

  for (const { name } of catalogue().events) add("Events", name, pretty(sample(name as EventType)));
  const group = sample("message-received", {
    message: { to: ["+15555550100", "+15555550143", "+15555550144"], channel: "MMS" },
  });
  add("Events", "Group message", pretty(group));
  add("Events", "One message, start to finish", pretty(life()));

  const [failed] = sample("message-failed");
  const [delivered] = sample("message-delivered");
  add("Common mistakes", "One event instead of an array", pretty(delivered));
  add(
    "Common mistakes",
    "to as a string, errorCode quoted",
    pretty([{ ...failed, errorCode: "4432", message: { ...failed.message, to: failed.to } }]),
  );
  add("Common mistakes", "Missing comma", pretty([delivered]).replace('",\n    "description"', '"\n    "description"'));
  add("Common mistakes", "Python dict", `[${python(delivered)}]`);
  add("Common mistakes", "Double-encoded JSON", JSON.stringify(JSON.stringify([failed])));
  add("Common mistakes", "Truncated", pretty([failed]).slice(0, 300));
  add(
    "Common mistakes",
    "502 error page",
    "<!doctype html>\n<html>\n  <head><title>502 Bad Gateway</title></head>\n  " +
      "<body><h1>502 Bad Gateway</h1></body>\n</html>\n",
  );

  const body = JSON.stringify([failed]);
  add(
    "Wrapped payloads",
    "Full request",
    "POST /callbacks HTTP/1.1\r\nHost: example.com\r\n" +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  add("Wrapped payloads", "Log line", `2026-07-14T09:12:09.402Z INFO [callbacks] received body=${body} status=204`);
  add(
    "Wrapped payloads",
    "AWS Lambda event",
    pretty({
      version: "2.0",
      routeKey: "POST /callbacks",
      headers: { "content-type": "application/json" },
      body,
      isBase64Encoded: false,
    }),
  );
  add("Wrapped payloads", "SQS record", pretty({ Records: [{ messageId: "19dd0b57", body, eventSource: "aws:sqs" }] }));

  for (const [name, title] of OLD) add("Legacy types", title, pretty(sample(name)));
  for (const { product, example } of catalogue().otherProducts)
    add("Other products", product, pretty([JSON.parse(example)]));
  return list;
}

/** Sent, delivered to one recipient and failed for the other, with problems on the way. */
function life(): unknown[] {
  const to = ["+15555550142", "+15555550143"];
  const [sent] = sample("message-sent", { time: "2026-07-14T09:12:05.120Z", to: to[0], message: { to } });
  const [delivered] = sample("message-delivered", {
    time: "2026-07-14T09:12:07.412Z",
    to: to[0],
    message: { ...sent.message },
  });
  const [other] = sample("message-sent", { time: "2026-07-14T09:12:05.310Z", to: to[1], message: { ...sent.message } });
  const [failed] = sample("message-failed", {
    time: "2026-07-14T11:40:31.007Z",
    to: to[1],
    errorCode: 4720,
    message: { ...sent.message },
  });
  return [sent, delivered, failed, other, delivered];
}

function python(value: object): string {
  return JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, " ")
    .replaceAll("'", "\\'")
    .replaceAll('"', "'")
    .replaceAll("null", "None");
}
