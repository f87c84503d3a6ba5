// What the listener sends: each arrival once, in order, however often the connection is lost.

import type { Arrival as Noted } from "../src/listen/arrival.js";

/** One request, as the listener noted it. */
export interface Arrival extends Noted {
  /** The number within this run of the listener, from 1. */
  id: number;
  kind: "callbacks" | "refused";
}

/** What there is to know of the listener. */
export interface About {
  session: string;
  url: string;
  port: number;
  /** The name in the credentials that it asks for. */
  user?: string;
  /** Where callbacks are forwarded. */
  target?: string;
}

/** The first arrival that is kept of each kind. */
export type Kept = Record<Arrival["kind"], number>;

interface Listener {
  onAbout(about: About): void;
  onArrival(arrival: Arrival): void;
  onKept(kept: Kept): void;
  onLink(isOpen: boolean): void;
}

/** In milliseconds. */
const PAUSE = 1000;

export function feed({ onAbout, onArrival, onKept, onLink }: Listener): void {
  let last = "";
  const connect = () => {
    const source = new EventSource(last === "" ? "arrivals" : `arrivals?after=${last}`);
    const hear = <T>(name: string, use: (value: T) => void) =>
      source.addEventListener(name, (event) => use(JSON.parse(event.data as string) as T));
    source.addEventListener("open", () => onLink(true));
    source.addEventListener("error", () => {
      onLink(false);
      // Browsers reconnect by themselves, except after an answer that is not a stream.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, PAUSE);
    });
    source.addEventListener("message", ({ lastEventId }) => (last = lastEventId));
    hear<About>("about", onAbout);
    hear<Kept>("kept", onKept);
    hear<Arrival>("message", onArrival);
  };
  connect();
}
