/** A request as a receiver sees it, whatever server brought it. */

export interface Source {
  method: string;
  /** A header by its name in lower case. */
  header(name: string): string | null;
  /** The body; nothing where it has more than so many bytes. Rejects where it does not come to its end; throws a `Misuse`. */
  read(maxBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The request for handlers, made when it is asked for; its body has been read. */
  request(): Request;
}

/** Something that the program has to be told of, and no fault of who sent the request. */
export class Misuse extends Error {}

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
  // Most bodies come in one part, which is the body. Of more there is one buffer that grows: they may be of a byte each.
  let buffer = new Uint8Array();
  let bytes = 0;
  return {
    add(part) {
      if (bytes + part.length > maxBytes) return false;
      if (bytes === 0) {
        buffer = part as Uint8Array<ArrayBuffer>;
      } else {
        if (bytes + part.length > buffer.length) {
          const larger = new Uint8Array(Math.max(buffer.length * 2, bytes + part.length, 1 << 10));
          larger.set(buffer);
          buffer = larger;
        }
        buffer.set(part, bytes);
      }
      bytes += part.length;
      return true;
    },
    whole: () => (buffer.length === bytes ? buffer : buffer.subarray(0, bytes)),
  };
}
