// Webhooks and answers of Bandwidth's other products, each by its shape, in words about the thing itself.

import type { BodyElement, Diagnostic, Verification } from "bandwidth-callbacks";
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

const words = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
const has = (value: Values, ...names: string[]): boolean => names.some((name) => value[name] !== undefined);
const object = (value: unknown): Values => (typeof value === "object" && value !== null ? (value as Values) : {});

const BAD = /^(unverified|undelivered|rejected|failed|expired|blocked|denied|message-failed)$/i;
const GOOD = /^(verified|delivered|message-delivered)$/i;
const toneOf = (status: string | undefined): Tone =>
  status === undefined ? "" : BAD.test(status) ? "error" : GOOD.test(status) ? "good" : "";
const glyphOf = (tone: Tone) => (tone === "error" ? "✕" : tone === "good" ? "●" : "○");

/** What an element says, by the name of its product in the catalogue. */
const SAYS: Record<string, (value: Values) => Said> = {
  international: (value) => {
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
  v1: (value) => {
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
  "multichannel-draft": (value) => {
    const status = words(value["type"]) ?? words(object(value["message"])["status"]);
    return {
      title: `Multi-channel message ${status ?? "status"}`,
      tone: toneOf(status),
      facts: ["a draft format of May 2025", words(value["description"])],
    };
  },
  mfa: (value) => {
    const type = words(value["type"]);
    const what = type?.replace(/^message-/, "") ?? "status";
    return {
      title: `One-time code ${what}`,
      tone: toneOf(type),
      facts: ["Multi-Factor Authentication", words(value["platform"]), words(value["description"])],
    };
  },
  endpoint: (value) => ({
    title: capital((words(value["eventType"]) ?? "endpoint event").toLowerCase().replaceAll("_", " ")),
    facts: ["WebRTC endpoint", words(value["status"])?.toLowerCase()],
  }),
  voice: (value) => ({
    title: `Voice callback: ${words(value["eventType"]) ?? "a call"}`,
    facts: [
      words(value["direction"]),
      words(value["from"]) && `from ${spoken(words(value["from"])!)}`,
      words(value["to"]) && `to ${spoken(words(value["to"])!)}`,
    ],
  }),
  "api-error": (value) => {
    const errors = Array.isArray(value["fieldErrors"]) ? value["fieldErrors"].map(object) : [];
    const [first] = errors;
    const why = first === undefined ? undefined : `${words(first["fieldName"])} ${words(first["description"])}`;
    return {
      title: `The API rejected a request: ${words(value["description"]) ?? words(value["type"])}`,
      tone: "error",
      facts: [words(value["type"]), why, errors.length > 1 && `and ${errors.length - 1} more`],
    };
  },
  "message-alone": (value) => {
    const isIn = value["direction"] === "in";
    const to = Array.isArray(value["to"]) ? value["to"] : [value["to"]];
    const other = spoken(words(isIn ? value["from"] : to[0]) ?? "an unknown number");
    return {
      title: `A message ${isIn ? "from" : "to"} ${other}, without its event`,
      facts: ["no type: what happened to it is not said"],
    };
  },
};

interface Known {
  /** Its name in the catalogue. */
  name: string;
  said: Said;
  /** Instead of the words of the catalogue about the product. */
  explained?: { meaning: string; action: string } | undefined;
}

/** What an element is that is not a messaging event, if it is known: the library recognizes it. */
export function productFrame(
  element: BodyElement,
  diagnostics: readonly Diagnostic[],
  full: typeof Full,
  at: string,
): Frame | undefined {
  const known =
    element.kind === "verification" ? verificationSaid(element, full) : productSaid(element.value, diagnostics, full);
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

/** A diagnostic names the product in words for people, and has its help. */
function productSaid(value: unknown, diagnostics: readonly Diagnostic[], full: typeof Full): Known | undefined {
  const found = diagnostics.find(({ rule }) => rule === "other-product");
  const name = full.catalogue().otherProducts.find(({ action }) => action === found?.help)?.name;
  const say = name === undefined ? undefined : SAYS[name];
  return name === undefined || say === undefined ? undefined : { name, said: say(object(value)) };
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
  const about = full.catalogue().verifications.find(({ outcome }) => outcome === verification.outcome);
  const explained =
    about !== undefined && verification.outcome === "denied" ? denial(about, verification.value, code, full) : about;
  return { name: "toll-free-verification", said, explained };
}

/** What a denial means and what to do, without the conditions that the webhook itself decides. */
function denial(
  { meaning, action }: { meaning: string; action: string },
  { resubmitAllowed }: { resubmitAllowed?: boolean },
  code: number | undefined,
  full: typeof Full,
): { meaning: string; action: string } {
  const row = full.catalogue().denialCodes.find((it) => it.code === code && it.resubmit !== null);
  const next =
    resubmitAllowed === undefined
      ? action
      : resubmitAllowed
        ? capital(action.replace("If `resubmitAllowed` is true, ", ""))
        : "This request can't be resubmitted: `resubmitAllowed` is false.";
  return {
    meaning: row?.meaning ?? sentences(meaning)[0]!,
    action: row === undefined ? next : `${row.action} ${next}`,
  };
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
