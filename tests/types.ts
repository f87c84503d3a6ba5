// What the types promise. It is compiled, never run: each `@ts-expect-error` must be one.

import type { CallbackEvent, Diagnostic, MessageFailedEvent, RuleName } from "bandwidth-callbacks";
import { isInbound, parse, parseOrThrow, recipients, recover } from "bandwidth-callbacks";
import { explain } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { callbacks } from "bandwidth-callbacks/schema";

/** Takes a value of just this type. */
declare function is<T>(value: T): void;

/** Every type is handled, or this does not compile. */
export function narrows(event: CallbackEvent): string {
  is<string>(event.message.id);
  is<string[]>(event.message.to);
  // @ts-expect-error only a failure has one
  event.errorCode;
  // @ts-expect-error it may be absent
  is<string>(event.to);
  switch (event.type) {
    case "message-failed":
      is<number>(event.errorCode);
      is<string>(event.to);
      return event.message.from;
    case "message-read":
      is<string | undefined>(event.eventTime);
      return event.to;
    case "message-sent":
      is<string | string[] | undefined>(event.to);
      return recipients(event).join();
    case "suggestion-response":
      is<string | undefined>(event.message.suggestionResponse.postbackData);
      is<string | null | undefined>(event.message.suggestionResponse.pairedMessageId);
      return "";
    case "requested-location-response":
      return event.message.locationResponse.latitude;
    case "message-received":
      return event.message.content?.text ?? event.message.text ?? "";
    case "message-sending":
    case "message-delivered":
      // @ts-expect-error it belongs to an inbound event
      event.message.content;
      return event.type;
    default:
      return event satisfies never;
  }
}

const { events, unknown, rejected, diagnostics } = parse(new Uint8Array(), { maxDepth: 8 });
is<CallbackEvent[]>(events);
is<unknown>(unknown[0]?.value);
is<number | undefined>(rejected[0]?.index);
is<Diagnostic[]>(diagnostics);
is<CallbackEvent[]>(parseOrThrow("[]"));
is<string>(recover("").text);
parse([{ type: "x" }]);
parse(sample("message-read"));

// @ts-expect-error a promise is no body
parse(Promise.resolve(""));
// @ts-expect-error no such option
parse("", { depth: 1 });
// @ts-expect-error no such rule
is<RuleName>("no-such-rule");
// @ts-expect-error no such type
export const typo = (event: CallbackEvent) => event.type === "message-fialed";

// Known values are offered, and a value to come is allowed.
export const channel = (event: CallbackEvent): "RBM" | "SMS" | "MMS" | (string & {}) | undefined => event.message.channel;

for (const event of events) {
  if (isInbound(event)) is<"message-received" | "suggestion-response" | "requested-location-response">(event.type);
}

is<[MessageFailedEvent]>(sample("message-failed", { errorCode: 4720, message: { tag: "x" } }));
// @ts-expect-error a failure's field on a delivery
sample("message-delivered", { errorCode: 4720 });
is<string | undefined>(explain(4432)?.advice);
is<1>(callbacks["~standard"].version);
