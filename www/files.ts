// Files that are dropped, pasted or opened, also compressed ones: short text goes into the editor, a log is summarized,
// and for other files a note says what they are.

import { notLoaded } from "./dom";
import type * as Kinds from "./kinds";
import type { LogFile } from "./log-sum";
import { headOf } from "./packed";

interface Files {
  /** A text, and the name of its file, if it is from one. */
  onText(text: string, name?: string): void;
  /** Several short files. */
  onSeveral(files: { name: string; text: string }[]): void;
  onLog(files: LogFile[]): void;
  say(words: string): void;
  /** A file of at most this many decompressed bytes is treated like pasted text. */
  small: number;
  /** The maximum number of bytes of a body. */
  most: number;
}

/** Loaded after the page is shown, because it needs the package. */
const loaded = (): Promise<typeof Kinds> => import("./kinds");

/** How many bytes of each file are read to detect its kind, if there are several. */
const HEAD = 1 << 16;

export function files({ onText, onSeveral, onLog, say, small, most }: Files): { take(files: readonly File[]): void } {
  const takeOne = async (file: File) => {
    const taken = await read(file, small, most);
    if (typeof taken === "string") onText(taken, file.name);
    else if ("refused" in taken) say(`${file.name} ${taken.refused}. Nothing was changed.`);
    else onLog([taken]);
  };
  const takeSeveral = async (files: readonly File[]) => {
    const logs: LogFile[] = [];
    const texts: { name: string; text: string }[] = [];
    const refused: string[] = [];
    const { decoded, kindOf, refusal } = await loaded();
    for (const file of files) {
      const { bytes, isBroken, isWhole } = await headOf(file, small);
      const why = isBroken && bytes.length === 0 ? "cannot be read" : refusal(bytes);
      if (why !== undefined) {
        refused.push(`${file.name} ${why}`);
        continue;
      }
      const text = decoded(bytes);
      if (isWhole) texts.push({ name: file.name, text });
      logs.push({ file, kind: kindOf(text.slice(0, HEAD)) });
    }
    if (refused.length > 0)
      say(`Left out: ${refused.slice(0, 3).join(", ")}${refused.length > 3 ? ` and ${refused.length - 3} more` : ""}.`);
    if (logs.length === 0) return;
    const size = texts.reduce((sum, { text }) => sum + text.length, 0);
    const isShort = texts.length === logs.length && size <= small;
    if (!isShort) onLog(logs);
    else if (texts.length === 1) onText(texts[0]!.text, texts[0]!.name);
    else onSeveral(texts);
  };
  const take = (files: readonly File[]) =>
    void (files.length === 1 ? takeOne(files[0]!) : takeSeveral(files)).catch(notLoaded);

  const body = document.body;
  for (const name of ["dragover", "dragenter"]) {
    body.addEventListener(name, (event) => {
      event.preventDefault();
      body.classList.add("dropping");
    });
  }
  body.addEventListener("dragleave", (event) => event.relatedTarget === null && body.classList.remove("dropping"));
  // Before the editor, which would take the file for its own.
  body.addEventListener(
    "drop",
    (event) => {
      body.classList.remove("dropping");
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      take(files);
    },
    { capture: true },
  );
  // Pasting works wherever the focus is, but in fields of their own.
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const isElsewhere =
      event.target instanceof HTMLElement &&
      (event.target.matches("input, textarea") || event.target.shadowRoot !== null);
    if (files.length > 0) {
      event.preventDefault();
      take(files);
    } else if (!isElsewhere) {
      onText(event.clipboardData?.getData("text/plain") ?? "");
    }
  });
  return { take };
}

/** A button that asks for files. */
export function opener({
  button,
  input,
  take,
}: {
  button: HTMLElement;
  input: HTMLInputElement;
  take(files: readonly File[]): void;
}): void {
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // So that the same file can be opened again.
    input.value = "";
    if (files.length > 0) take(files);
  });
}

/** A text, a log, or why it is neither. */
async function read(file: File, small: number, most: number): Promise<string | LogFile | { refused: string }> {
  const head = await headOf(file, small);
  if (head.isBroken && head.bytes.length === 0) return { refused: "is compressed and broken, or cannot be read" };
  const { decoded, kindOf, refusal, wideEncoding } = await loaded();
  const refused = refusal(head.bytes);
  if (refused !== undefined) return { refused };
  const text = decoded(head.bytes);
  if (head.isWhole) return text;
  if (wideEncoding(head.bytes) !== undefined) return whole(file, most);
  const kind = kindOf(text);
  // For a truncated file of any kind, the summary says so.
  if (kind !== "body" || head.isBroken) return { file, kind: kind === "body" ? "mixed" : kind };
  return whole(file, most);
}

async function whole(file: File, most: number): Promise<string | { refused: string }> {
  const { bytes, isWhole } = await headOf(file, most);
  return isWhole ? (await loaded()).decoded(bytes) : { refused: `is one body of more than ${most >> 20} MB` };
}
