// Files that are dropped or pasted, gzip too. What is no text is told in words.

interface Files {
  onText(text: string): void;
  say(words: string): void;
  /** The most bytes that are read. */
  most: number;
}

const KINDS: [string, number[]][] = [
  ["a PNG image", [0x89, 0x50, 0x4e, 0x47]],
  ["a JPEG image", [0xff, 0xd8, 0xff]],
  ["a GIF image", [0x47, 0x49, 0x46, 0x38]],
  ["a PDF document", [0x25, 0x50, 0x44, 0x46]],
  ["a ZIP archive", [0x50, 0x4b, 0x03, 0x04]],
];
const GZIP = [0x1f, 0x8b];

export function files({ onText, say, most }: Files): void {
  const take = async (file: File) => {
    const text = await textOf(file, most);
    if (typeof text === "string") onText(text);
    else say(`${text.refused} What was here stays.`);
  };
  const body = document.body;
  for (const name of ["dragover", "dragenter"]) {
    body.addEventListener(name, (event) => {
      event.preventDefault();
      body.classList.add("dropping");
    });
  }
  body.addEventListener("dragleave", (event) => event.relatedTarget === null && body.classList.remove("dropping"));
  // Before the editor, which would take the file for its own.
  body.addEventListener("drop", (event) => {
    body.classList.remove("dropping");
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void take(file);
  }, { capture: true });
  // Pasting works wherever the focus is, but in fields of their own.
  document.addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    const isElsewhere = event.target instanceof HTMLElement && (event.target.matches("input, textarea") || event.target.shadowRoot !== null);
    if (file !== undefined) {
      event.preventDefault();
      void take(file);
    } else if (!isElsewhere) {
      onText(event.clipboardData?.getData("text/plain") ?? "");
    }
  });
}

async function textOf(file: File, most: number): Promise<string | { refused: string }> {
  let bytes = await bytesOf(file.stream(), most);
  const begins = (with_: number[]) => with_.every((byte, at) => bytes?.[at] === byte);
  if (bytes !== undefined && begins(GZIP)) {
    try {
      bytes = await bytesOf(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")), most);
    } catch {
      return { refused: `${file.name} is compressed, and broken.` };
    }
  }
  if (bytes === undefined) return { refused: `${file.name} has more than ${most >> 20} MB.` };
  const kind = KINDS.find(([, magic]) => begins(magic));
  if (kind !== undefined) return { refused: `${file.name} is ${kind[0]}, not a callback.` };
  if (bytes.subarray(0, 4096).includes(0)) return { refused: `${file.name} is not text.` };
  return new TextDecoder().decode(bytes);
}

/** All bytes of a stream; `undefined` where there are too many. */
async function bytesOf(stream: ReadableStream<BufferSource>, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const part = new Uint8Array(next.value as ArrayBuffer);
    length += part.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(part);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
