/** A request as a receiver sees it, whatever server brought it. */

export interface Source {
  method: string;
  /** A header by its name in lower case. */
  header(name: string): string | null;
  /** The body; nothing where it has more than so many bytes. Rejects where it does not come to its end. */
  read(maxBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The request for handlers, made when it is asked for; its body has been read. */
  request(): Request;
}

export function fetchSource(request: Request): Source {
  const { method, headers } = request;
  return { method, header: (name) => headers.get(name), read: (maxBytes) => read(request, maxBytes), request: () => request };
}

async function read(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const length = request.headers.get("content-length");
  // Before the body is touched: servers let an untouched one pass, where they may cut off whoever sends the other.
  if (length !== null && Number(length) > maxBytes) return undefined;
  const { body } = request;
  if (body === null) return new Uint8Array();
  // Hosts hold a body to the length that it states.
  if (length !== null) return new Uint8Array(await request.arrayBuffer());
  const reader = body.getReader();
  const parts = collector(maxBytes);
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (!parts.add(part.value)) {
      void reader.cancel().catch(() => {});
      return undefined;
    }
  }
  return parts.whole();
}

/** Gathers the parts of a body; `add` says no at the first that is too much. */
export function collector(maxBytes: number): { add(part: Uint8Array): boolean; whole(): Uint8Array<ArrayBuffer> } {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  return {
    add(part) {
      bytes += part.length;
      parts.push(part);
      return bytes <= maxBytes;
    },
    whole() {
      const whole = new Uint8Array(bytes);
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += part.length;
      }
      return whole;
    },
  };
}
