/** Ports of this machine. */
import { lookup } from "node:dns/promises";
import type { Server } from "node:http";
import { UsageError } from "../common.js";

/** How many further ports are tried if one is in use. */
const MAX_TRIED = 20;

/** Listens on a port, or on the next free one. Returns which. */
export async function listenOn(server: Server, port: number, host: string): Promise<number> {
  for (let tried = port; ; tried++) {
    try {
      return await new Promise<number>((resolve, reject) => {
        server.once("error", reject);
        server.listen(tried, host, () => {
          server.off("error", reject);
          resolve((server.address() as { port: number }).port);
        });
      });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const isLast = port === 0 || tried >= port + MAX_TRIED || tried >= 65535;
      if (code !== "EADDRINUSE" || isLast)
        throw new UsageError(`nothing can be received at ${host}, port ${tried}: ${whyNotListening(code) ?? message}`);
    }
  }
}

export function whyNotListening(code: string | undefined): string | undefined {
  if (code === "EADDRINUSE") return "it is in use";
  return code === "EACCES" ? "it may not be used; take one above 1023" : code;
}

/** A name is looked up once, and its address is used, so that the address that was checked is the one in use. */
export async function addressOf(host: string): Promise<string> {
  try {
    if (host !== "") return (await lookup(host)).address;
  } catch {} // said below
  throw new UsageError("expected --host to be an address of this machine, such as 127.0.0.1 or 0.0.0.0");
}

export function isLoopback(address: string): boolean {
  return address === "::1" || /^127\.\d+\.\d+\.\d+$/.test(address);
}

/** An address to send to: the wildcard address is not one. */
export function reachable(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  if (address === "::") return "[::1]";
  return address.includes(":") ? `[${address}]` : address;
}
