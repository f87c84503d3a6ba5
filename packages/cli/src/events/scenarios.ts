/** Scenarios that receivers often get wrong: bodies, and when each of them is sent. */
import { type Event, fresh, iso, messageId } from "./fresh.js";

/** Bodies that are sent at the same moment. */
export interface Step {
  /** After the step before it, in milliseconds. */
  wait: number;
  bodies: Event[][];
}

export interface Scenario {
  /** What happens, and what a receiver should do. */
  about: string;
  steps(now: number): Step[];
}

const [ANN, BEN, CAT] = ["+15555550142", "+15555550143", "+15555550144"];

/** A message that you sent, and the events about it. */
function outbound(created: number, to: string[] = [ANN], extra: Record<string, unknown> = {}) {
  const message = { id: messageId(created, false), time: iso(created), to, ...extra };
  return (type: OutboundType, after: number, about = to[0]!, fields: Record<string, unknown> = {}): Event =>
    fresh(type, { to: about, time: iso(created + after), ...fields, message } as never);
}

type OutboundType = "message-sent" | "message-delivered" | "message-failed" | "message-read";

function inbound(time: number, text: string, from = ANN): Event {
  return fresh("message-received", { time: iso(time), message: { from, text, time: iso(time - 500) } });
}

/** One body for each event, one step for each body. */
function inTurn(events: Event[], wait = 400): Step[] {
  return events.map((event, at) => ({ wait: at === 0 ? 0 : wait, bodies: [[event]] }));
}

export const SCENARIOS: Record<string, Scenario> = {
  delivered: {
    about: "an SMS is sent and delivered",
    steps(now) {
      const event = outbound(now - 3000);
      return inTurn([event("message-sent", 700), event("message-delivered", 2600)]);
    },
  },
  "group-failure": {
    about: "a group MMS to three recipients reaches two of them: one status for each, with the same message ID",
    steps(now) {
      const to = [ANN, BEN, CAT];
      const event = outbound(now - 4000, to, { media: ["https://example.com/open-house.jpg"], channel: "MMS" });
      return inTurn([
        ...to.map((one) => event("message-sent", 500, one)),
        event("message-delivered", 2100, ANN),
        event("message-failed", 2600, BEN, { errorCode: 4720 }),
        event("message-delivered", 3300, CAT),
      ]);
    },
  },
  "failed-and-delivered": {
    about: "a group MMS with an invalid number: `message-failed` and `message-delivered` for the same recipient",
    steps(now) {
      const event = outbound(now - 4000, [ANN, BEN], { media: ["https://example.com/map.png"], channel: "MMS" });
      return inTurn([
        event("message-failed", 900, BEN, { errorCode: 4720 }),
        event("message-delivered", 2100, ANN),
        event("message-delivered", 2200, BEN),
      ]);
    },
  },
  "late-sent": {
    about: "`message-sent` arrives after `message-delivered`: the message must stay delivered",
    steps(now) {
      const event = outbound(now - 5000);
      return inTurn([event("message-delivered", 2600), event("message-sent", 700)]);
    },
  },
  "read-first": {
    about: "RBM: `message-read` arrives before `message-delivered`: the message must stay read",
    steps(now) {
      const event = outbound(now - 9000, [ANN], { channel: "RBM" });
      return inTurn([event("message-sent", 400), event("message-read", 6000), event("message-delivered", 1500)]);
    },
  },
  duplicates: {
    about: "the same callback five times concurrently: it must be handled once",
    steps(now) {
      const body = [outbound(now - 3000)("message-delivered", 2600)];
      return [{ wait: 0, bodies: Array.from({ length: 5 }, () => body) }];
    },
  },
  "retry-storm": {
    about: "an hour of callbacks is resent at once, out of order and several times: 20 messages, 120 callbacks",
    steps(now) {
      const all = Array.from({ length: 20 }, (_, at) => {
        const event = outbound(now - 3_600_000 + at * 1000);
        const isFailed = at % 5 === 0;
        return [
          [event("message-sent", 700)],
          [isFailed ? event("message-failed", 2500, ANN, { errorCode: 4770 }) : event("message-delivered", 2600)],
        ];
      }).flat();
      // Neither in order nor at random, so that every run is alike.
      const bodies = [0, 1, 2].flatMap((round) => all.map((_, at) => all[(at * 7 + round * 11) % all.length]!));
      return Array.from({ length: 6 }, (_, at) => ({ wait: 200, bodies: bodies.slice(at * 20, at * 20 + 20) }));
    },
  },
  "opt-out": {
    about: "someone texts STOP, messages to them fail with 4775, and START opts them back in",
    steps(now) {
      return inTurn([
        inbound(now - 60_000, "STOP"),
        outbound(now - 50_000)("message-failed", 900, ANN, { errorCode: 4775 }),
        inbound(now - 30_000, "START"),
        outbound(now - 20_000)("message-delivered", 2600),
        inbound(now - 10_000, "Thanks! When do you open?"),
      ]);
    },
  },
};
