// Webhooks and answers of Bandwidth's other products, each by its shape, in words about the thing itself.

import type { BodyElement, Verification } from "bandwidth-callbacks";
import type * as Full from "../full";
import { verificationWords } from "../verification";
import { capital, type Fact, type Frame, sentences, spoken, type Tone } from "./frame";

type Values = Record<string, unknown>;

interface Said {
  title: string;
  tone?: Tone;
  glyph?: string;
  facts?: (string | undefined | false)[];
}

interface Product {
  /** Its name in the catalogue. */
  name: string;
  is(value: Values): boolean;
  say(value: Values): Said;
}

const words = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
const has = (value: Values, ...names: string[]): boolean => names.some((name) => value[name] !== undefined);
const object = (value: unknown): Values => (typeof value === "object" && value !== null ? (value as Values) : {});

const BAD = /^(unverified|undelivered|rejected|failed|expired|blocked|denied|message-failed)$/i;
const GOOD = /^(verified|delivered|message-delivered)$/i;
const toneOf = (status: string | undefined): Tone =>
  status === undefined ? "" : BAD.test(status) ? "error" : GOOD.test(status) ? "good" : "";
const glyphOf = (tone: Tone) => (tone === "error" ? "✕" : tone === "good" ? "●" : "○");

const PRODUCTS: Product[] = [
  {
    name: "international",
    is: (value) => has(value, "msgId"),
    say: (value) => {
      const event = words(value["event"]);
      const reason = words(value["errorMessage"]);
      return {
        title: `International message ${event ?? "status"}${reason === undefined ? "" : `: ${reason}`}`,
        tone: toneOf(event),
        facts: [
          "international A2P messaging",
          has(value, "errorCode") && `international code ${words(value["errorCode"])}`,
        ],
      };
    },
  },
  {
    name: "v1",
    is: (value) =>
      has(value, "messageUri") || (/^(sms|mms)$/.test(String(value["eventType"])) && has(value, "messageId")),
    say: (value) => {
      const state = words(value["deliveryState"]) ?? words(value["state"]);
      const isIn = value["direction"] === "in";
      const other = spoken(words(isIn ? value["from"] : value["to"]) ?? "an unknown number");
      const said = words(value["text"]);
      return {
        title: isIn
          ? `V1 ${words(value["eventType"])?.toUpperCase() ?? "message"} from ` +
            `${other}${said === undefined ? "" : `: “${said}”`}`
          : `V1 message to ${other}${state === undefined ? "" : `: ${state}`}`,
        glyph: isIn ? "↓" : "◐",
        facts: ["Messaging API V1 (Catapult)", state !== undefined && `state ${state}`],
      };
    },
  },
  {
    name: "multichannel-draft",
    is: (value) => has(object(value["message"]), "messageId"),
    say: (value) => {
      const status = words(value["type"]) ?? words(object(value["message"])["status"]);
      return {
        title: `Multi-channel message ${status ?? "status"}`,
        tone: toneOf(status),
        facts: ["a draft format of May 2025", words(value["description"])],
      };
    },
  },
  {
    name: "mfa",
    is: (value) => has(value, "platform") && has(value, "message"),
    say: (value) => {
      const type = words(value["type"]);
      const what = type?.replace(/^message-/, "") ?? "status";
      return {
        title: `One-time code ${what}`,
        tone: toneOf(type),
        facts: ["Multi-Factor Authentication", words(value["platform"]), words(value["description"])],
      };
    },
  },
  {
    name: "endpoint",
    is: (value) => has(value, "endpointId"),
    say: (value) => ({
      title: capital((words(value["eventType"]) ?? "endpoint event").toLowerCase().replaceAll("_", " ")),
      facts: ["WebRTC endpoint", words(value["status"])?.toLowerCase()],
    }),
  },
  {
    name: "voice",
    is: (value) => has(value, "callId", "callUrl", "conferenceId"),
    say: (value) => ({
      title: `Voice callback: ${words(value["eventType"]) ?? "a call"}`,
      facts: [
        words(value["direction"]),
        words(value["from"]) && `from ${spoken(words(value["from"])!)}`,
        words(value["to"]) && `to ${spoken(words(value["to"])!)}`,
      ],
    }),
  },
  {
    name: "api-error",
    is: (value) =>
      has(value, "fieldErrors") || (has(value, "type") && has(value, "description") && !has(value, "message", "time")),
    say: (value) => {
      const errors = Array.isArray(value["fieldErrors"]) ? value["fieldErrors"].map(object) : [];
      const [first] = errors;
      const why = first === undefined ? undefined : `\`${words(first["fieldName"])}\` ${words(first["description"])}`;
      return {
        title: `The API rejected a request: ${words(value["description"]) ?? words(value["type"])}`,
        tone: "error",
        facts: [words(value["type"]), why?.replaceAll("`", ""), errors.length > 1 && `and ${errors.length - 1} more`],
      };
    },
  },
  {
    name: "message-alone",
    is: (value) => has(value, "owner") && has(value, "direction") && has(value, "id"),
    say: (value) => {
      const isIn = value["direction"] === "in";
      const to = Array.isArray(value["to"]) ? value["to"] : [value["to"]];
      const other = spoken(words(isIn ? value["from"] : to[0]) ?? "an unknown number");
      return {
        title: `A message ${isIn ? "from" : "to"} ${other}, without its event`,
        facts: ["no `type`: what happened to it is not said".replaceAll("`", "")],
      };
    },
  },
];

interface Known {
  /** Its name in the catalogue. */
  name: string;
  said: Said;
  /** Instead of the words of the catalogue about the product. */
  explained?: { meaning: string; action: string } | undefined;
}

/** What an element is that is not a messaging event, if it is known. */
export function productFrame(element: BodyElement, full: typeof Full, at: string): Frame | undefined {
  const known = element.kind === "verification" ? verificationSaid(element, full) : productSaid(element.value);
  if (known === undefined) return undefined;
  const about = full.catalogue().otherProducts.find(({ name }) => name === known.name);
  const { title, tone = "", glyph, facts = [] } = known.said;
  const { meaning = "", action = "" } = known.explained ?? about ?? {};
  const own = facts.filter((fact): fact is string => typeof fact === "string" && fact !== "");
  return {
    glyph: glyph ?? glyphOf(tone),
    tone,
    title,
    facts: [...own, "not a messaging callback"],
    meaning,
    actions: sentences(action)
      .flatMap((words) => words.split(/;\s*/))
      .filter(Boolean)
      .map(capital),
    rows: scalars(object(element.value), ""),
    links: about === undefined || about.url === "" ? [] : [{ href: about.url, words: `${about.product} in the docs` }],
    value: element.value,
    at,
  };
}

function productSaid(value: unknown): Known | undefined {
  const given = object(value);
  const product = PRODUCTS.find(({ is }) => is(given));
  return product === undefined ? undefined : { name: product.name, said: product.say(given) };
}

/** A toll-free verification webhook, with what is known about the reason for a denial. */
function verificationSaid(verification: Verification, full: typeof Full): Known {
  const { tone, status, reason, code, facts } = verificationWords(verification, full.explain);
  const number = spoken(verification.value.phoneNumber ?? "number");
  const said = {
    title: `Toll-free ${number} ${status}${reason === undefined ? "" : `: ${reason}`}`,
    tone,
    facts: ["toll-free verification", code !== undefined && `reason code ${code}`, ...facts],
  };
  const { verifications, denialCodes } = full.catalogue();
  const about = verifications.find(({ outcome }) => outcome === verification.outcome);
  const denial = denialCodes.find((row) => row.code === code && row.resubmit !== null);
  const explained =
    about === undefined || denial === undefined
      ? about
      : { meaning: denial.meaning, action: `${denial.action} ${about.action}` };
  return { name: "toll-free-verification", said, explained };
}

/** The values of an object, as deep as they are. */
function scalars(value: Values, before: string, depth = 0): Fact[] {
  return Object.entries(value)
    .slice(0, 40)
    .flatMap(([name, inner]): Fact[] => {
      const label = before === "" ? name : `${before}.${name}`;
      const said = typeof inner === "boolean" ? String(inner) : words(inner);
      if (said !== undefined) return [{ label, values: [said], copy: true, path: `/${label.replaceAll(".", "/")}` }];
      if (typeof inner === "object" && inner !== null && depth < 3) return scalars(inner as Values, label, depth + 1);
      return [];
    });
}
