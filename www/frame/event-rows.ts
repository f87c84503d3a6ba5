// The facts of an event, one per row.

import { milliseconds } from "../rows";
import { ago, localTime, utc } from "../words";
import { type About, coordinates, type EventLike, object, position, text, took } from "./event-like";
import type { Fact } from "./frame";
import { mediaOf } from "./media";

/** The facts below, each to be copied. */
export function rowsOf(event: EventLike, about: About, now: number, isAlone: boolean): Fact[] {
  const { message } = event;
  const rows: Fact[] = [];
  const add = (
    label: string,
    value: string | undefined,
    path: string,
    copy = true,
    ...notes: (string | undefined)[]
  ) => {
    if (value !== undefined)
      rows.push({ label, values: [value, ...notes.filter((note) => note !== undefined)], copy, path });
  };
  const { suggestionResponse, locationResponse } = message;
  const tap = object(suggestionResponse);
  const postback = text(tap["postbackData"]);
  add(
    "Postback",
    postback === undefined ? undefined : (decoded(postback) ?? postback),
    "/message/suggestionResponse/postbackData",
    true,
    postback === undefined || decoded(postback) === undefined ? undefined : `base64: ${postback}`,
  );
  add(
    "Answers",
    text(tap["pairedMessageId"]),
    "/message/suggestionResponse/pairedMessageId",
    true,
    "the ID of your message",
  );
  if (Object.keys(object(locationResponse)).length > 0)
    add("Location", coordinates(message), "/message/locationResponse");
  const others = about.all.filter((number) => !about.to.includes(number));
  about.to
    .slice(0, 20)
    .forEach((number, at) =>
      add(
        at === 0 ? "To" : "",
        number,
        typeof event.to === "string" ? "/to" : "/message/to",
        true,
        number === about.own ? "your number" : undefined,
        position(about),
        at === 0 && others.length > 0
          ? `${others.slice(0, 9).join(", ")}${others.length > 9 ? ` and ${others.length - 9} more` : ""}: ` +
              `${about.inbound ? "also in the group" : isAlone ? "no event here" : "also recipients"}`
          : undefined,
      ),
    );
  add("From", about.from, "/message/from", true, !about.inbound ? "your number" : undefined);
  if (event.type === "message-failed" && event.errorCode !== undefined)
    add("Error code", String(event.errorCode), "/errorCode", true, event.description);
  const created = /^(\d{13})(?!\d)/.exec(text(message["id"]) ?? "")?.[1];
  const since = created === undefined || Number(created) < Date.UTC(2010, 0) ? undefined : Number(created);
  add(
    "Message ID",
    text(message["id"]),
    "/message/id",
    true,
    since === undefined ? undefined : `time in the message ID: ${utc(new Date(since).toISOString())}`,
  );
  add("Event time", event.time === undefined ? undefined : utc(event.time), "/time", false, moment(event.time, now));
  if (event.type === "message-read" && event.eventTime !== undefined)
    add("Read at", utc(event.eventTime), "/eventTime", false, moment(event.eventTime, now));
  const made = text(message["time"]);
  add(
    "Message created",
    made === undefined ? undefined : utc(made),
    "/message/time",
    false,
    took(event) && `${took(event)!.replace(" after it was created", "")} before the event`,
  );
  add("Tag", text(message["tag"]), "/message/tag");
  const count = message["segmentCount"];
  if (typeof count === "number")
    add(
      "Segments",
      String(count),
      "/message/segmentCount",
      false,
      about.channel === "MMS" ? "MMS is not split" : undefined,
    );
  const files = mediaOf(message);
  if (files.length > 0)
    rows.push({
      label: "Media",
      values: [
        files.map(({ name }) => name).join(", "),
        about.inbound
          ? "Hosted by Bandwidth for 48 hours; downloading needs your API credentials. Not downloaded here."
          : "URLs you sent. Not downloaded here.",
      ],
      path: "/message/media",
    });
  add("Carrier", event.carrierName, "/carrierName", false);
  add("Channel", text(message["channel"]), "/message/channel", false);
  add("Application ID", text(message["applicationId"]), "/message/applicationId");
  return rows;
}

function moment(time: string | undefined, now: number): string | undefined {
  const at = milliseconds(time ?? "");
  if (Number.isNaN(at)) return time === undefined ? undefined : "no time zone given, so it is not converted";
  // In UTC the local time would repeat the value.
  return new Date(at).getTimezoneOffset() === 0 ? ago(at, now) : `${localTime(at)} · ${ago(at, now)}`;
}

/** Base64 as text, if it is text. */
function decoded(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const words = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /^[^\u0000-\u0008\u000e-\u001f]+$/.test(words) ? words : undefined;
  } catch {
    return undefined;
  }
}
