// What the receiver sends: each arrival once, in order, however often the connection is lost.

/** One request, as scripts/receiver/callbacks.mjs noted it. */
export interface Arrival {
  /** Of this run of the receiver, from 1. */
  id: number;
  kind: "callbacks" | "refused";
  /** When it came. */
  at: string;
  /** What it was answered. */
  status: number;
  /** Why it was refused. */
  detail?: string;
  /** The path, where it was another than that of callbacks. */
  path?: string;
  hasCredentials?: boolean;
  headers?: [name: string, value: string][];
  /** The bytes of the body, in base64, where it was read. */
  body?: string;
  /** What was handled before: numbers of events, and of other elements in the body. */
  again?: { events: number[]; elements: number[] };
}

/** What there is to know of the receiver. */
export interface About {
  session: string;
  url: string;
  port: number;
  /** The name in the credentials that it asks for. */
  user?: string;
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
      // Browsers try again by themselves, but for an answer that is no stream.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, PAUSE);
    });
    source.addEventListener("message", ({ lastEventId }) => (last = lastEventId));
    hear<About>("about", onAbout);
    hear<Kept>("kept", onKept);
    hear<Arrival>("message", onArrival);
  };
  connect();
}
