// What the types promise. It is compiled, never run: each `@ts-expect-error` must be one.

import type * as names from "bandwidth-callbacks";
import type {
  CallbackEvent,
  Diagnostic,
  EventAlias,
  EventType,
  MessageFailedEvent,
  Report,
  RuleName,
  Verification,
} from "bandwidth-callbacks";
import {
  dedupeKey,
  elements,
  format,
  isInbound,
  isStatus,
  isTerminal,
  mayReply,
  parse,
  parseOrThrow,
  recipients,
  recover,
  validate,
} from "bandwidth-callbacks";
import type { Explanation } from "bandwidth-callbacks/explain";
import { catalogue, explain } from "bandwidth-callbacks/explain";
import type * as logging from "bandwidth-callbacks-logs";
import type { LogLine, Summary, SummaryReport } from "bandwidth-callbacks-logs";
import { createSummary, lines, summarize } from "bandwidth-callbacks-logs";
import type * as receiving from "bandwidth-callbacks/receiver";
import { sample, type SampleOptions } from "bandwidth-callbacks/samples";
import { callbacks, report as reporting } from "bandwidth-callbacks/schema";
import { sValidator } from "@hono/standard-validator";
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { initTRPC } from "@trpc/server";
import { expectTypeOf } from "expect-type";
import { Hono } from "hono";

/** Every type is handled, or this does not compile. */
export function narrows(event: CallbackEvent): string {
  expectTypeOf(event.message.id).toEqualTypeOf<string>();
  // In real callbacks it is an array, although Bandwidth's OpenAPI file differs.
  expectTypeOf(event.message.to).toEqualTypeOf<string[]>();
  expectTypeOf(event.message.media).toEqualTypeOf<string[] | undefined>();
  // @ts-expect-error only a failure has one
  event.errorCode;
  // @ts-expect-error a typo
  event.mesage;
  // @ts-expect-error a typo inside
  event.message.segmentsCount;
  switch (event.type) {
    case "message-failed":
      expectTypeOf(event).toEqualTypeOf<MessageFailedEvent>();
      expectTypeOf(event.errorCode).toEqualTypeOf<number | undefined>();
      expectTypeOf(event.to).toEqualTypeOf<string>();
      return event.message.from;
    case "message-read":
      expectTypeOf(event.eventTime).toEqualTypeOf<string | undefined>();
      return event.to;
    case "message-sent":
      expectTypeOf(event.to).toEqualTypeOf<string | string[] | undefined>();
      return recipients(event).join();
    case "suggestion-response":
      expectTypeOf(event.message.suggestionResponse.postbackData).toEqualTypeOf<string | undefined>();
      expectTypeOf(event.message.suggestionResponse.pairedMessageId).toEqualTypeOf<string | null | undefined>();
      return "";
    case "requested-location-response":
      return event.message.locationResponse.latitude;
    case "message-received":
      expectTypeOf(event.to).toEqualTypeOf<string | undefined>();
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

/** The outcome of a verification decides which fields it has. */
export function narrowsVerification(verification: Verification): string {
  expectTypeOf(verification.value.phoneNumber).toEqualTypeOf<string | undefined>();
  expectTypeOf(verification.value.accountId).toEqualTypeOf<string | undefined>(); // a number in 2023 is converted
  // @ts-expect-error only a denial has one
  verification.value.denialStatusCode;
  switch (verification.outcome) {
    case "verified":
      expectTypeOf(verification).toEqualTypeOf<names.VerificationVerified>();
      expectTypeOf(verification.value.status).toEqualTypeOf<"VERIFIED" | undefined>();
      return "";
    case "denied":
      expectTypeOf(verification.value.denialStatusCode).toEqualTypeOf<number | undefined>();
      expectTypeOf(verification.value.resubmitAllowed).toEqualTypeOf<boolean | undefined>();
      expectTypeOf(verification.value.additionalDenialReasons?.[0]?.statusCode).toEqualTypeOf<number | undefined>();
      return verification.value.declineReasonDescription ?? verification.value.denialReasonDescription ?? "";
    case "blocked":
      // @ts-expect-error it belongs to a denial
      verification.value.resubmitAllowed;
      return verification.value.blockedReason ?? "";
    case "failed":
      expectTypeOf(verification.value.errors).toEqualTypeOf<string[] | undefined>();
      expectTypeOf(verification.value.errorCode).toEqualTypeOf<string | undefined>();
      // @ts-expect-error a failed request has no status
      return verification.value.status;
    case "unverified":
    case "pending":
    case "other":
      return verification.value.internalTicketNumber ?? verification.outcome;
    default:
      return verification satisfies never;
  }
}

/** The kind of an element decides what it holds. */
export function narrowsElement(element: names.BodyElement): string {
  expectTypeOf(element.index).toEqualTypeOf<number>();
  switch (element.kind) {
    case "event":
      expectTypeOf(element.value).toEqualTypeOf<CallbackEvent>();
      return dedupeKey(element.value);
    case "verification":
      expectTypeOf(element).toExtend<Verification>();
      return element.outcome === "denied" ? (element.value.declineReasonDescription ?? "") : dedupeKey(element);
    case "unknown":
      return element.type;
    case "rejected":
      // @ts-expect-error only an unknown element has one
      return element.type;
    default:
      return element satisfies never;
  }
}

// @ts-expect-error no such type
export const typo = (event: CallbackEvent) => event.type === "message-fialed";
// @ts-expect-error no such rule
export const rule: RuleName = "no-such-rule";

// Known values are offered, and a value to come is allowed.
export const channel = (event: CallbackEvent): "RBM" | "SMS" | "MMS" | (string & {}) | undefined =>
  event.message.channel;

// Nothing that is given is `any`, which would hide every mistake.
const report = parse(new Uint8Array(), { maxDepth: 8, maxBytes: 1 << 20, maxDiagnostics: 10 });
expectTypeOf(report).toEqualTypeOf<Report>();
expectTypeOf(report.events).toEqualTypeOf<CallbackEvent[]>();
expectTypeOf(report.unknown).toEqualTypeOf<{ index: number; type: string; value: unknown }[]>();
expectTypeOf(elements(report)).toEqualTypeOf<names.BodyElement[]>();
expectTypeOf(report.rejected).toEqualTypeOf<{ index: number; value: unknown }[]>();
expectTypeOf(validate("")).toEqualTypeOf<Diagnostic[]>();
expectTypeOf(parseOrThrow("[]")).toEqualTypeOf<CallbackEvent[]>();
expectTypeOf(recover("")).toExtend<Report>();
expectTypeOf(recover("").text).toEqualTypeOf<string>();
expectTypeOf(format(report, "", { color: true })).toEqualTypeOf<string>();
expectTypeOf(dedupeKey).toEqualTypeOf<(event: CallbackEvent | Verification) => string>();
expectTypeOf(recipients).returns.toEqualTypeOf<string[]>();
expectTypeOf(explain(4432)).toEqualTypeOf<Explanation | undefined>();
const explanation = explain(4432);
if (explanation?.kind === "error-code")
  expectTypeOf(explanation.retry).toEqualTypeOf<"never" | "later" | "once" | "unspecified">();
expectTypeOf(catalogue().errorCodes[0]!.billable).toEqualTypeOf<boolean | null>();
expectTypeOf(recover("").repairs[0]!.repair).toEqualTypeOf<names.RepairName>();

// A body is what a framework hands over: `unknown`. What is not one throws.
export const unknown: unknown = JSON.parse("[]");
for (const read of [parse, validate, parseOrThrow]) read(unknown);
export const body: names.Body[] = ["", new ArrayBuffer(0), [{ type: "x" }], sample("message-read")];
export const json: names.Body = unknown as names.JsonValue;
// @ts-expect-error a body is needed
parse();
// @ts-expect-error no such option
parse("", { depth: 1 });

// An option that is `undefined` is one that is left out, with `exactOptionalPropertyTypes` too.
type EachUndefined<T> = { [K in keyof T as undefined extends T[K] ? K : never]: undefined };
export type Optional<T> = { [K in keyof T as object extends Pick<T, K> ? K : never]-?: T[K] };
type Exact<T> = Exclude<keyof Optional<T>, keyof EachUndefined<Optional<T>>>;
type TakesUndefined<T> = [Exact<T>] extends [never] ? true : Exact<T>;
expectTypeOf<TakesUndefined<{ bad?: number; good?: number | undefined }>>().toEqualTypeOf<"bad">();
expectTypeOf<TakesUndefined<names.ParseOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<names.FormatOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<logging.LinesOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<logging.AddLogOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<logging.SummarizeOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<logging.EventFilter>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<receiving.ReceiverOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<receiving.SignatureOptions>>().toEqualTypeOf<true>();
expectTypeOf<TakesUndefined<receiving.Handlers>>().toEqualTypeOf<true>();
parse("", { maxDepth: undefined, maxBytes: undefined, maxDiagnostics: undefined });
expectTypeOf(sample("message-failed", undefined, { count: undefined })).toEqualTypeOf<Failures>();
expectTypeOf<TakesUndefined<SampleOptions>>().toEqualTypeOf<true>();
// @ts-expect-error no such option
sample("message-failed", {}, { number: 2 });

// Your own numbers: a single string would be a list of characters.
export const own = (event: CallbackEvent, numbers: readonly string[], set: ReadonlySet<string>) =>
  mayReply(event, numbers) || mayReply(event, set);
// @ts-expect-error one number is a list of one
export const single = (event: CallbackEvent) => mayReply(event, "+15555550100");

for (const event of report.events) {
  expectTypeOf(isTerminal(event)).toEqualTypeOf<boolean>();
  if (isInbound(event)) {
    expectTypeOf(event).toEqualTypeOf<names.InboundEvent>();
    expectTypeOf(event.type).toEqualTypeOf<
      "message-received" | "suggestion-response" | "requested-location-response"
    >();
  } else {
    expectTypeOf(event).toEqualTypeOf<names.StatusEvent>();
  }
  if (isStatus(event)) expectTypeOf(event).toEqualTypeOf<names.StatusEvent>();
}

// Samples are of their type, and take no field of another.
type Failures = [MessageFailedEvent, ...MessageFailedEvent[]];
expectTypeOf(sample("message-failed", { errorCode: 4720, message: { tag: "x" } })).toEqualTypeOf<Failures>();
expectTypeOf(sample("message-queued")[0].type).toEqualTypeOf<"message-queued">();
sample("message-rejected-forbidden-country", { errorCode: 4432, message: { tag: undefined } });
// @ts-expect-error a failure's field on a delivery
sample("message-delivered", { errorCode: 4720 });
// @ts-expect-error an inbound field on a status
sample("message-delivered", { message: { content: {} } });
// @ts-expect-error a text where a number belongs
sample("message-failed", { errorCode: "4720" });
// @ts-expect-error its type is what makes it that sample
sample("message-failed", { type: "message-sent" });
// @ts-expect-error no such type
sample("message-fialed");
expectTypeOf<EventType & EventAlias>().toBeNever();

// The schema is what the standards say, and its consumers know what they get.
expectTypeOf(callbacks).toExtend<StandardSchemaV1<unknown, CallbackEvent[]>>();
expectTypeOf(callbacks).toExtend<StandardJSONSchemaV1<unknown, CallbackEvent[]>>();
expectTypeOf<StandardSchemaV1.InferOutput<typeof callbacks>>().toEqualTypeOf<CallbackEvent[]>();
new Hono().post("/", sValidator("json", callbacks), (context) => {
  expectTypeOf(context.req.valid("json")).toEqualTypeOf<CallbackEvent[]>();
  return context.body(null, 204);
});
expectTypeOf(reporting).toExtend<StandardSchemaV1<unknown, Report>>();
expectTypeOf(reporting).toExtend<StandardJSONSchemaV1<unknown, Report>>();
expectTypeOf<StandardSchemaV1.InferOutput<typeof reporting>>().toEqualTypeOf<Report>();
new Hono().post("/", sValidator("json", reporting), (context) => {
  expectTypeOf(context.req.valid("json")).toEqualTypeOf<Report>();
  return context.body(null, 204);
});
initTRPC
  .create()
  .procedure.input(callbacks)
  .mutation(({ input }) => {
    expectTypeOf(input).toEqualTypeOf<CallbackEvent[]>();
  });

/** Logs come from any source that a host has. */
export async function logs(
  stream: ReadableStream<Uint8Array>,
  readable: NodeJS.ReadableStream & AsyncIterable<Uint8Array>,
  file: File,
): Promise<void> {
  for await (const batch of lines(stream, { signal: AbortSignal.timeout(1), recover: true, maxDepth: 9 })) {
    expectTypeOf(batch.lines).toEqualTypeOf<LogLine[]>();
    expectTypeOf(batch.lines[0]!.report.events).toEqualTypeOf<CallbackEvent[]>();
  }
  expectTypeOf(
    summarize(readable, { onProgress: (bytes: number) => void bytes }),
  ).resolves.toEqualTypeOf<SummaryReport>();
  const summary = createSummary({ mostMessages: 5, only: { types: ["message-failed"], since: new Date() } });
  expectTypeOf(summary).toEqualTypeOf<Summary>();
  await summary.addLog(file, { source: 1, decompress: (packed) => packed });
  // @ts-expect-error no type of ours
  createSummary({ only: { types: ["message-snoozed"] } });
  const { findings, messages } = summary.report();
  expectTypeOf(findings[0]!.rule).toEqualTypeOf<RuleName>();
  expectTypeOf(findings[0]!.severity).toEqualTypeOf<Diagnostic["severity"]>();
  expectTypeOf(messages.late).toEqualTypeOf<number | null>();
  // @ts-expect-error a parsed value is no text
  summary.add({});
}
