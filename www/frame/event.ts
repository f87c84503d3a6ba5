// An event: what happened to the message, why, what to do. It may be truncated, so every field is optional.

import { many } from "../dom";
import type * as Full from "../full";
import { milliseconds } from "../rows";
import { GLYPH, lasting, utc } from "../words";
import { codeOfName, codeWords, toneOfCode } from "./code";
import {
  type About,
  aboutOf,
  coordinates,
  type EventLike,
  eventLike,
  object,
  position,
  text,
  took,
} from "./event-like";
import { rowsOf } from "./event-rows";
import { beginning, type Frame, sentences, spoken, type Tone } from "./frame";
import { mediaOf } from "./media";
import { optOut } from "./opt-out";

interface Options {
  /** The text ends within the event. */
  isCut?: boolean;
  /** The path in the body of a string that is incomplete. */
  cutPath?: string | undefined;
  at?: string;
  now?: number;
  /** False if there are other events, which may be about the message's other recipients. */
  isAlone?: boolean;
}

/** How the text of an event ends. */
interface End {
  isCut: boolean;
  /** The path in the event of a string that is incomplete. */
  cut: string | undefined;
}

export function eventFrame(value: unknown, full: typeof Full, options: Options = {}): Frame | undefined {
  const event = eventLike(value);
  if (event === undefined) return undefined;
  const about = aboutOf(event);
  const { isCut = false, at = "", cutPath } = options;
  const cut = cutPath?.startsWith(at) === true ? cutPath.slice(at.length) : undefined;
  const account = accountOf(event, about, full, { isCut, cut });
  const facts = isCut ? ["cut off: what follows is unknown", ...account.facts] : account.facts;
  return {
    glyph: account.glyph,
    tone: account.tone,
    title: account.title,
    facts,
    meaning: account.meaning,
    ...(account.causes !== undefined && { causes: account.causes }),
    actions: account.actions,
    ...(account.said !== undefined && { said: account.said, isSplit: (about.channel ?? "SMS") === "SMS" }),
    rows: rowsOf(event, about, options.now ?? Date.now(), options.isAlone !== false).map((row) =>
      row.path === cut && cut !== undefined ? { ...row, values: [row.values[0] ?? "", "cut off"] } : row,
    ),
    links: account.links,
    value,
    at,
  };
}

/** What a frame says of an event. */
interface Account {
  glyph: string;
  tone: Tone;
  title: string;
  facts: string[];
  meaning: string;
  actions: string[];
  causes?: readonly string[];
  said?: string;
  links: { href: string; words: string }[];
}

const names = (numbers: readonly string[]) =>
  numbers.length === 0
    ? "an unknown number"
    : numbers.length > 2
      ? `${spoken(numbers[0]!)} and ${numbers.length - 1} more`
      : numbers.map(spoken).join(" and ");

function accountOf(event: EventLike, about: About, full: typeof Full, end: End): Account {
  const { type, carrierName, message } = event;
  const known = full.explain(type);
  const base = {
    glyph: GLYPH[type] ?? "?",
    tone: "" as Tone,
    meaning: known?.meaning ?? "",
    actions: [] as string[],
    links: known === undefined || known.url === "" ? [] : [{ href: known.url, words: `${type} in Bandwidth's docs` }],
  };
  const whom = names(about.to);
  const shared = [position(about), carrierName, took(event), segmentsOf(message, about)].filter(
    (fact): fact is string => fact !== undefined,
  );
  switch (type) {
    case "message-failed":
      return failure(event, about, full, end);
    case "message-delivered":
      return {
        ...base,
        tone: "good",
        title: `${about.what} to ${whom} delivered`,
        facts: shared,
        actions: [
          about.channel === "RBM"
            ? "Nothing. A `message-read` may still follow."
            : "Nothing: this is the final status for this recipient.",
        ],
      };
    case "message-sent":
      return {
        ...base,
        title: `${about.what} to ${whom} handed to the carrier`,
        facts: ["not yet a delivery", ...shared],
        actions: [awaited(event)],
      };
    case "message-sending":
      return { ...base, title: `${about.what} to ${whom} is being sent`, facts: shared, actions: [awaited(event)] };
    case "message-read":
      return {
        ...base,
        tone: "good",
        title: `${about.what} read by ${whom}`,
        facts: [readAfter(event), position(about), carrierName].filter((fact): fact is string => fact !== undefined),
        actions: ["Nothing: this is the last event for this recipient."],
      };
    case "suggestion-response":
      return {
        ...base,
        ...tapped(message, about),
        facts: [`from ${spoken(about.from ?? "an unknown number")}`, ...shared],
        actions: ["Act on the postback data; no further callbacks follow."],
      };
    case "requested-location-response":
      return {
        ...base,
        title: `Location shared by ${spoken(about.from ?? "")}`,
        facts: [coordinates(message) ?? "no coordinates", ...shared],
        actions: ["Nothing: no further callbacks follow for this response."],
      };
    case "message-received":
      return received(event, about, { ...base, shared });
  }
}

function tapped(message: Record<string, unknown>, about: About) {
  const words = text(object(message["suggestionResponse"])["text"]);
  const who = about.from === undefined ? "The recipient" : spoken(about.from);
  return {
    title: words === undefined ? `${who} tapped a suggestion` : `Tapped “${words}”`,
    ...(words !== undefined && { said: words }),
  };
}

function failure(event: EventLike, about: About, full: typeof Full, end: End): Account {
  const { errorCode, carrierName, message } = event;
  const whom = names(about.to);
  if (errorCode === undefined) return withoutCode(event, about, full, end);
  const code = codeWords(errorCode, full, carrierName);
  const facts = [
    code.isOpen ? undefined : `${errorCode} ${code.title}`,
    code.facts.some((fact) => fact.includes("(")) ? undefined : carrierName,
    ...code.facts,
    position(about),
  ].filter((fact): fact is string => fact !== undefined);
  const actions = sentences(code.action);
  const files = mediaOf(message).length;
  const isSize = /size|length|too long/i.test(`${code.title} ${code.known?.facts[0]?.value ?? ""}`);
  if (isSize && files > 0)
    actions.splice(1, 0, `It has ${many(files, "media file")}: make ${files === 1 ? "it" : "them"} smaller.`);
  if (code.isFinal && code.known !== undefined)
    actions.push("This status is final: a retry is a new message with a new ID.");
  const docs = code.known?.url ?? "";
  return {
    glyph: code.isOpen ? "?" : "✕",
    tone: toneOfCode(code),
    title: code.isOpen
      ? `Outcome unknown for ${whom}: ${code.title} (${errorCode})`
      : `${about.what} to ${whom} failed`,
    facts,
    meaning: code.isOpen ? code.meaning : `Not delivered. ${code.meaning}`,
    causes: code.causes,
    actions: actions.length > 0 ? actions : ["Search Bandwidth's Message Logs for the message ID."],
    links: [
      ...(code.known === undefined ? [] : [{ href: `#error-${errorCode}`, words: `${errorCode} in the reference` }]),
      ...(docs === "" ? [] : [{ href: docs, words: `${errorCode} in Bandwidth's docs` }]),
    ],
  };
}

/** Without a code the description may still be the name of one. */
function withoutCode(event: EventLike, about: About, full: typeof Full, { isCut, cut }: End): Account {
  const { carrierName, description = "" } = event;
  const named = codeOfName(description, full);
  const code = named === undefined ? undefined : codeWords(named, full, carrierName);
  const whom = about.to.length === 0 ? about.what : `${about.what} to ${names(about.to)}`;
  const why = isCut
    ? "The text ends before an error code, so it does not say why."
    : "The event has no error code, so it does not say why.";
  return {
    glyph: "✕",
    tone: "error",
    title: isCut ? `${whom} failed` : `${about.what} to ${names(about.to)} failed, no error code given`,
    facts: [
      ...(code === undefined ? [] : [`described as ${code.code} ${code.title}`, ...code.facts]),
      ...[isCut || code !== undefined ? undefined : "final", position(about), carrierName],
    ].filter((fact): fact is string => fact !== undefined),
    meaning: code === undefined ? `Not delivered. ${why}` : `Not delivered. ${code.meaning}`,
    causes: code?.causes ?? [],
    actions:
      code !== undefined
        ? sentences(code.action)
        : isCut
          ? searchable(event, about, cut)
          : ["Search Bandwidth's Message Logs for the message ID to find the reason."],
    links: code === undefined ? [] : [{ href: `#error-${code.code}`, words: `${code.code} in the reference` }],
  };
}

/** What a truncated event can be searched by. */
function searchable({ time, message }: EventLike, { to }: About, cut: string | undefined): string[] {
  const isWhole = (value: unknown, path: string) => value !== undefined && path !== cut;
  const what = isWhole(text(message["id"]), "/message/id")
    ? "the message ID"
    : [isWhole(to[0], "/to") && "the number", isWhole(time, "/time") && "the time"].filter(Boolean).join(" and ");
  return what === "" ? [] : [`If you have only this text, search Bandwidth's Message Logs for ${what}.`];
}

function received(
  { message }: EventLike,
  about: About,
  { shared, ...base }: Omit<Account, "title" | "facts"> & { shared: string[] },
): Account {
  const words = text(message["text"]) ?? text(object(message["content"])["text"]);
  const files = mediaOf(message);
  const who = spoken(about.from ?? "an unknown number");
  const keyword = words === undefined ? undefined : optOut(words);
  const short = words !== undefined && words.length > 60 ? `${beginning(words, 57).trimEnd()}…` : words;
  const holds =
    short !== undefined
      ? `: “${short.replace(/\s+/g, " ")}”`
      : files.length > 0
        ? `: ${many(files.length, "file")}`
        : "";
  const actions = about.isGroup
    ? ["Nothing: no further callbacks. You get one event per number you own, each with its own message ID."]
    : ["Nothing: no further callbacks follow for this message."];
  return {
    ...base,
    tone: keyword?.stops === true ? "warning" : "",
    title:
      keyword === undefined ? `${about.what} from ${who}${holds}` : `${keyword.title} from ${who}: “${words?.trim()}”`,
    facts: [
      about.own === undefined ? undefined : `to ${spoken(about.own)}`,
      files.length > 0 && words !== undefined ? many(files.length, "file") : undefined,
      about.isGroup ? `group of ${about.all.length + 1}` : undefined,
      ...shared.filter((fact) => !fact.startsWith("recipient ")),
    ].filter((fact): fact is string => fact !== undefined),
    ...(keyword !== undefined && { meaning: keyword.meaning }),
    actions: keyword === undefined || keyword.actions.length === 0 ? actions : keyword.actions,
    ...(words !== undefined && { said: words }),
  };
}

function readAfter({ eventTime, time, message }: EventLike): string | undefined {
  const between = milliseconds(eventTime ?? time ?? "") - milliseconds(text(message["time"]) ?? "");
  return Number.isNaN(between) || between < 0 ? undefined : `${lasting(between)} after it was created`;
}

const RECEIPT = 73 * 3_600_000;

function awaited({ time }: EventLike): string {
  const due = milliseconds(time ?? "") + RECEIPT;
  const what = "`message-delivered` or `message-failed` for each recipient";
  if (Number.isNaN(due)) return `Next: ${what}, within 73 hours.`;
  if (due < Date.now())
    return `Look for ${what}: it was due within 73 hours, by ${utc(new Date(due).toISOString()).slice(0, 10)}.`;
  return `Next: ${what}, within 73 hours.`;
}

function segmentsOf(message: Record<string, unknown>, { channel }: About): string | undefined {
  const count = message["segmentCount"];
  if (typeof count !== "number" || channel === "MMS" || channel === "RBM") return undefined;
  return many(count, "segment");
}
