/** The test bench for an endpoint: sends requests like Bandwidth's, and observes the work that they cause. */
import { connect as overTcp } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as overTls } from "node:tls";
import type { Credentials } from "../values.js";
import { authorization, HEADERS, isAccepted } from "../wire/deliver.js";
import { type Agents, type Answer, exchange, NoAnswer } from "../wire/exchange.js";
import type { Observer } from "./observe.js";

/** A response, or why there is none. */
export interface Reply {
  answer: Answer | undefined;
  /** A clause that goes after "your endpoint". */
  got: string;
  isAccepted: boolean;
  milliseconds: number;
}

export interface PostOptions {
  method?: string;
  /** Undefined values remove a header. */
  headers?: Record<string, string | undefined>;
  /** Without credentials, or with others. @default those of the bench */
  credentials?: Credentials | null;
  timeout?: number;
  agent?: Agents;
}

export class Bench {
  readonly url: URL;
  readonly credentials: Credentials | undefined;
  readonly observer: Observer | undefined;
  readonly restart: string | undefined;
  readonly signal: AbortSignal;
  /** A body that was accepted and may be sent again later. */
  earlier: { body: string; id: string } | undefined;
  /** How often the endpoint reports an event that came once: its log may have several lines for each. */
  reports = 1;
  /** The answer to the ordinary callback, which several checks use. */
  ordinary: Reply | undefined;

  constructor(options: {
    url: URL;
    credentials: Credentials | undefined;
    observer: Observer | undefined;
    restart: string | undefined;
    signal: AbortSignal;
  }) {
    this.url = options.url;
    this.credentials = options.credentials;
    this.observer = options.observer;
    this.restart = options.restart;
    this.signal = options.signal;
  }

  /** Sends a body: bytes and strings as they are, anything else as JSON. */
  async post(body: unknown, options: PostOptions = {}): Promise<Reply> {
    const { method = "POST", timeout, agent } = options;
    const credentials = options.credentials === undefined ? this.credentials : options.credentials;
    const headers: Record<string, string> = {};
    const all = { ...HEADERS, ...(credentials ? authorization(credentials) : {}), ...options.headers };
    for (const [name, value] of Object.entries(all)) if (value !== undefined) headers[name] = value;
    try {
      const answer = await exchange(this.url, {
        method,
        headers,
        ...(method === "GET" ? {} : { body: bytesOf(body) }),
        ...(timeout === undefined ? {} : { timeout }),
        agent,
        signal: this.signal,
      });
      const { status, milliseconds } = answer;
      return { answer, got: `answered ${status}`, isAccepted: isAccepted(status), milliseconds };
    } catch (error) {
      if (!(error instanceof NoAnswer) || error.reason === "stopped") throw error;
      return { answer: undefined, got: error.message, isAccepted: false, milliseconds: error.milliseconds };
    }
  }

  /** Sends a body again while it is not accepted, as Bandwidth does: a few times, a second apart. */
  async postUntilAccepted(body: unknown, attempts = 4): Promise<Reply> {
    for (let attempt = 1; ; attempt++) {
      const reply = await this.post(body);
      if (reply.isAccepted || attempt === attempts) return reply;
      await sleep(1000, undefined, { signal: this.signal });
    }
  }

  /** Sends half of a request, and closes the connection. */
  async cutOff(body: string): Promise<void> {
    const { hostname, port, protocol, pathname, search, host } = this.url;
    const isSecure = protocol === "https:";
    const at = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) || (isSecure ? 443 : 80) };
    const headers: Record<string, string> = {
      host,
      ...HEADERS,
      ...(this.credentials ? authorization(this.credentials) : {}),
      "content-length": String(Buffer.byteLength(body)),
    };
    const head = `POST ${pathname}${search} HTTP/1.1\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("")}\r\n`;
    await new Promise<void>((resolve) => {
      const socket = isSecure ? overTls({ ...at, servername: at.host }) : overTcp(at);
      socket.on("error", () => {}).on("close", () => resolve());
      socket.setTimeout(5000, () => socket.destroy());
      socket.write(head + body.slice(0, body.length / 2), () => setTimeout(() => socket.destroy(), 100));
    });
  }
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
