// A link that contains the text itself, compressed, after the `#`: browsers never send that part to a server.

const PREFIX = "#text=";
/** After the text, if it was redacted: its numbers and IDs are made up. */
const REDACTED = "&redacted";
/** The maximum decompressed size in bytes: a short link could expand to a huge text. */
const MAX_TEXT = 2 << 20;

export interface Shared {
  text: string;
  isRedacted: boolean;
}

export async function linkOf(text: string, isRedacted = false): Promise<string> {
  const bytes = await through(new Blob([text]), new CompressionStream("deflate-raw"), Number.POSITIVE_INFINITY);
  const binary = Array.from(bytes ?? [], (byte) => String.fromCharCode(byte)).join("");
  const packed = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${location.href.replace(/#.*$/, "")}${PREFIX}${packed}${isRedacted ? REDACTED : ""}`;
}

/** The text of a link; `undefined` if it has none, or a damaged one. */
export async function textOfLink(hash: string): Promise<Shared | undefined> {
  if (!hash.startsWith(PREFIX)) return undefined;
  const isRedacted = hash.endsWith(REDACTED);
  try {
    const binary = atob(
      hash
        .slice(PREFIX.length, isRedacted ? -REDACTED.length : undefined)
        .replaceAll("-", "+")
        .replaceAll("_", "/"),
    );
    const packed = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const bytes = await through(new Blob([packed]), new DecompressionStream("deflate-raw"), MAX_TEXT);
    if (bytes === undefined) return undefined;
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), isRedacted };
  } catch {
    return undefined;
  }
}

async function through(
  blob: Blob,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array | undefined> {
  const reader = blob.stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(next.value as Uint8Array<ArrayBuffer>);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
