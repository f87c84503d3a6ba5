/// <reference types="node" />
// What the types of the receiver promise. It is compiled, never run: each `@ts-expect-error` must be one.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { CallbackEvent, MessageFailedEvent } from "bandwidth-callbacks";
import {
  createReceiver,
  durableObjectSeen,
  kvSeen,
  memorySeen,
  postgresSeen,
  redisSeen,
  toLambda,
  toNode,
  type Answered,
  type HandlerContext,
  type Handlers,
  type LambdaHost,
  type LambdaResponse,
  type Receiver,
  type ReceiverContext,
  type ReceiverOptions,
} from "bandwidth-callbacks/receiver";
import { expectTypeOf } from "expect-type";
import { Hono } from "hono";

interface Env {
  USERNAME: string;
  PASSWORD: string;
}

export const receive = createReceiver<Env>({
  credentials: ({ host }) => ({ username: host.USERNAME, password: host.PASSWORD }),
  on: {
    "message-failed": (event, context) => {
      expectTypeOf(event).toEqualTypeOf<MessageFailedEvent>();
      expectTypeOf(context).toEqualTypeOf<HandlerContext<Env>>();
      expectTypeOf(context).toExtend<ReceiverContext<Env>>();
    },
    "message-received": async (event) => event.message.from,
    event: (event) => event.message.id,
  },
  unknown: ({ type, value }) => expectTypeOf([type, value]).toEqualTypeOf<unknown[]>(),
  diagnostics: (diagnostics) => diagnostics.map(({ rule }) => rule),
  answered: (answered, context) => {
    expectTypeOf(answered).toEqualTypeOf<Answered>();
    expectTypeOf(context).toEqualTypeOf<ReceiverContext<Env>>();
    if (answered.problem === "unauthorized") return;
    // @ts-expect-error no answer has this name
    if (answered.problem === "unathorized") return;
  },
  failed: (error, failure) => failure === "store-failed" && expectTypeOf(error).toBeUnknown(),
  log: (line) => expectTypeOf(line).toBeString(),
});
expectTypeOf(receive).toEqualTypeOf<Receiver<Env>>();

// @ts-expect-error no type of event has this name
createReceiver({ anonymous: true, on: { "message-fialed": () => {} } });
// @ts-expect-error neither credentials nor `anonymous`
createReceiver({});
// @ts-expect-error neither credentials nor `anonymous`
createReceiver({ on: {} });
// @ts-expect-error both
createReceiver({ anonymous: true, credentials: { username: "a", password: "b" } });
// @ts-expect-error no option has this name
createReceiver({ anonymous: true, handlers: {} });
// @ts-expect-error only a failure has a code
createReceiver({ anonymous: true, on: { "message-read": ({ errorCode }) => errorCode } });

export const app = new Hono<{ Bindings: Env }>().post("/callbacks", (context) => receive(context.req.raw, context.env));
export const worker = { fetch: receive };
const options: ReceiverOptions = { anonymous: true, on: { event: console.log }, timeLimit: undefined, log: undefined };
export const server = createServer(toNode(createReceiver(options)));
/** Wrapped, with a host of its own, and without a promise. */
export const listeners = [
  toNode(receive),
  toNode((request: Request) => receive(request, { USERNAME: "a", PASSWORD: "b" })),
  toNode(async (request, host) => receive(request, host)),
  toNode(() => new Response()),
];
/** A request as @types/node 26 has it: with the events that it knows by name. */
interface TypedRequest extends Omit<IncomingMessage, "on"> {
  on<E extends keyof TypedEvents>(name: E, listener: (...args: TypedEvents[E]) => void): this;
  // biome-ignore lint/suspicious/noExplicitAny: as in @types/node
  on(name: string | symbol, listener: (...args: any[]) => void): this;
}
interface TypedEvents {
  data: [chunk: unknown];
  end: [];
}
export const typed = (request: TypedRequest, response: ServerResponse) => toNode(receive)(request, response);
// @ts-expect-error it takes a Request
toNode((text: string) => new Response(text));

// AWS gives the event and the context, and any function from a Request to a Response will do.
export const lambda = toLambda(
  createReceiver<LambdaHost>({ anonymous: true, on: { event: (_, { host }) => void host.event } }),
);
expectTypeOf(lambda).toEqualTypeOf<(event: unknown, context?: unknown) => Promise<LambdaResponse>>();
export const wrapped = toLambda(async (request, { context }) => new Response(request.url + String(context)));
// @ts-expect-error its host is another
toLambda(receive);

export const stores = [
  memorySeen({ maxKeys: 10 }),
  redisSeen((...command: string[]) => Promise.resolve(command)),
  postgresSeen({ query: async () => ({ rows: [] }) }, { table: "events.seen" }),
  kvSeen({ get: async () => null, put: async () => {} }),
  durableObjectSeen({ idFromName: (name) => name, get: () => ({ fetch: async () => new Response() }) }),
];

// Each type of event has a handler of its own, and there is no other but `event`.
const all: Record<CallbackEvent["type"] | "event", keyof Handlers> = {} as Record<keyof Handlers, keyof Handlers>;
void all;
