// One text on the page: what it is, in two lines; what it means; and where each fact is in the text.

import { find, h, many } from "./dom";
import { details } from "./card-parts";
import { otherFrames } from "./cards";
import type { Editor } from "./editor";
import { findings, follow, validity } from "./findings";
import { eventLike } from "./frame/event-like";
import type { Frame } from "./frame/frame";
import { isNoPayload, sizeOf, thing } from "./frame/thing";
import { card, frameView, headline } from "./frame/view";
import type * as Full from "./full";
import { detail } from "./messages/detail";
import type { Screen } from "./messages/screen";
import type { MessageSource } from "./messages/source";
import type { EventMark } from "./messages/types";
import { inEvent, placeAt, placeOf, placesOf, type TextPlace } from "./places";
import type { Reading } from "./reading";

interface Options {
  editor: Editor;
  full(): typeof Full;
  onApply(): void;
  /** The end of the first lines, if the text differs from what was sent. */
  note(): HTMLElement[];
  /** A phone shows the payload; so does a list. */
  showText(isShown: boolean): void;
}

export interface Pasted {
  show(reading: Reading): Promise<{ title: string } | undefined>;
  /** The caret moved. */
  caret(at: number): void;
  clear(): void;
}

/** More are counted, not shown. */
const MAX_OTHERS = 49;

/** The types of the events that lack required fields: they are in no row. */
const incompleteOf = ({ report }: Reading): string[] =>
  report.rejected.flatMap(({ value }) => eventLike(value)?.type ?? []);

/** "1 incomplete event (failed)" */
function incompleteWords(types: readonly string[]): string[] {
  if (types.length === 0) return [];
  const kinds = [...new Set(types)].map((type) => type.replace(/^message-/, "").replaceAll("-", " "));
  return [`${many(types.length, "incomplete event")} (${kinds.join(", ")})`];
}

/** The same as below a log, on demand. */
function below({ rows }: Reading): HTMLElement {
  const made = details("Latency p50 p90 p99 · carriers", async () =>
    (await import("./messages/latency")).latency(rows),
  );
  made.className = "log-more";
  return h("div", { class: "below" }, made);
}

export function pasted({ editor, full, onApply, note, showText }: Options): Pasted {
  let now: Reading | undefined;
  let places: TextPlace[] | undefined;
  let several: { screen: Screen; source: MessageSource; row: number; event?: number | undefined } | undefined;

  const reveal = (start: number, end: number) => {
    showText(true);
    editor.reveal(start, end, true);
  };
  const placesNow = () => (places ??= placesOf(editor.text()));
  const revealPath = (path: string) => {
    const place = placeOf(placesNow(), path);
    if (place !== undefined) reveal(place.start, place.end);
  };
  const set = (id: string, parts: HTMLElement[]) => {
    const holder = find(id);
    // The same words are not announced again.
    const isSame = id === "strip" && holder.textContent === parts.map(({ textContent }) => textContent).join("");
    if (!isSame) holder.replaceChildren(...parts);
  };
  const found = (reading: Reading) => findings(reading, { onReveal: reveal, onApply });

  const one = (reading: Reading): Frame => {
    const frame = thing(reading, full());
    set("strip", [...headline(frame), ...note()]);
    set("cards", frameView(frame, full(), { onPath: revealPath }));
    return frame;
  };

  /** Several elements without a single event: each is a card. */
  const others = (reading: Reading): string => {
    const frames = otherFrames(reading, full());
    const title = `${frames.length} elements, none of them a messaging event`;
    set("strip", [
      ...headline({
        glyph: "?",
        tone: "warning",
        title,
        facts: [...new Set(frames.map(({ facts }) => facts[0] ?? ""))].slice(0, 3),
      }),
      ...note(),
    ]);
    set(
      "cards",
      frames.slice(0, MAX_OTHERS).map((frame) => card(frame, full(), { onPath: revealPath })),
    );
    return title;
  };

  const list = async (reading: Reading): Promise<string | undefined> => {
    const [{ screen }, { messagesOf, sourceOf }, { secondLine, sentence, toneOf }] = await Promise.all([
      import("./messages/screen"),
      import("./messages/source"),
      import("./messages/words"),
    ]);
    const messages = await messagesOf(reading);
    if (now !== reading) return undefined;
    const source = sourceOf(reading, messages);
    const made = screen({
      source,
      full: full(),
      onSelect: (row) => void choose(row),
      onOpen: () => document.body.classList.add("detail"),
      onGroup: (parts) => {
        if (several?.screen !== made) return;
        several.row = -1;
        set("cards", parts);
      },
      below: [below(reading)],
    });
    several = { screen: made, source, row: -1 };
    set("list", [made.element]);
    const overview = await made.refresh();
    if (now !== reading) return undefined;
    const incomplete = incompleteOf(reading);
    const extra = sizeOf(reading) - reading.rows.length - incomplete.length;
    const title = [sentence(overview), ...incompleteWords(incomplete)].join(" · ");
    const files = reading.files?.length ?? 0;
    const worst = incomplete.includes("message-failed") ? { glyph: "✕", tone: "error" as const } : toneOf(overview);
    set("strip", [
      ...headline({
        ...worst,
        title,
        facts: [
          secondLine(overview, [
            files > 0 && `${files} files`,
            extra > 0 && `${many(extra, "element")} that ${extra === 1 ? "is" : "are"} not messaging events`,
          ]),
        ],
      }),
      ...note(),
    ]);
    return title;
  };

  const choose = async (row: number, event?: number, force = false): Promise<void> => {
    if (several === undefined || now === undefined) return;
    if (several.row === row && several.event === event && !force) return;
    const own = several;
    [own.row, own.event] = [row, event];
    const made = await detail({
      source: own.source,
      full: full(),
      row,
      chosen: event,
      onEvent: (at) => void choose(row, at),
      onPayload: editor.isUsed() ? (mark) => payload(mark) : undefined,
      onPath: editor.isUsed() ? (mark, path) => payload(mark, path) : undefined,
    });
    if (several !== own || own.row !== row || own.event !== event || made === undefined) return;
    const rest = otherFrames(now, full());
    const more =
      rest.length === 0
        ? []
        : [
            h(
              "section",
              { class: "part" },
              h("h3", {}, `Also in this text (${rest.length})`),
              ...rest.slice(0, MAX_OTHERS).map((frame) => card(frame, full())),
            ),
          ];
    set("cards", [...made.parts, ...more]);
    find("meaning").scrollTop = 0;
  };

  /** Shows an event in the text, or a field of it. */
  const payload = (mark: EventMark, path = "") => {
    showText(true);
    const all = elements();
    const at = ordinalOf(mark.offset);
    const element = all[at];
    if (element === undefined) return;
    const inside = placesNow().filter(({ start, end }) => element.start <= start && end <= element.end);
    const place = path === "" ? element : (placeOf(inside, path) ?? element);
    editor.reveal(place.start, path === "" ? place.start : place.end, true);
  };
  /** The elements of the text, in their order: objects that are not in another one. */
  const elements = (): TextPlace[] => {
    const all = placesNow().filter(({ path }) => /^(\/_json)?\/\d+$/.test(path));
    return all.length > 0 ? all : [];
  };
  /** The index of an event among all elements of the text. */
  const ordinalOf = (index: number): number => {
    const { verifications = [], unknown = [], rejected = [] } = now?.report ?? {};
    const others = [...verifications, ...unknown, ...rejected].map(({ index }) => index).sort((a, b) => a - b);
    let at = index;
    for (const other of others) if (other <= at) at++;
    return at;
  };

  return {
    show: async (reading) => {
      now = reading;
      places = undefined;
      several = undefined;
      const size = sizeOf(reading);
      const isList = reading.rows.length > 1 || (reading.rows.length === 1 && size > 1);
      document.body.classList.toggle("many", isList);
      document.body.classList.toggle("one", !isList);
      if (!isList) set("list", []);
      const isAnswered = isNoPayload(reading, full());
      // The page already says what it is, so that it is not a payload is not reported as a problem.
      if (isAnswered && editor.isUsed()) editor.mark(undefined);
      set("found", isAnswered ? [] : found(reading));
      find("validity").textContent = isAnswered ? "Not a payload" : validity(reading);
      if (isList) {
        const title = await list(reading);
        return title === undefined ? undefined : { title };
      }
      return { title: size > 1 ? others(reading) : one(reading).title };
    },
    caret: (at) => {
      follow(at);
      if (now === undefined || now.text.length > 100_000) return;
      const place = placeAt(placesNow(), at);
      for (const row of document.querySelectorAll<HTMLElement>("#cards [data-path]")) {
        const path = inEvent(row.dataset["path"] ?? "");
        const wanted = place === undefined ? "" : inEvent(place.path);
        row.classList.toggle("here", path !== "" && (wanted === path || wanted.startsWith(`${path}/`)));
      }
      document.querySelector("#cards .here")?.scrollIntoView({ block: "nearest" });
      if (several === undefined || place === undefined) return;
      const element = elements().findIndex(({ start, end }) => start <= at && at <= end);
      if (element >= 0) void chooseEvent(element);
    },
    clear: () => {
      now = undefined;
      several = undefined;
      places = undefined;
      for (const id of ["strip", "cards", "found", "list"]) set(id, []);
      find("validity").textContent = "";
    },
  };

  /** The message of an element of the text, and that event of it. */
  async function chooseEvent(element: number): Promise<void> {
    const own = several;
    if (own === undefined || now === undefined) return;
    const row = now.rows.find(({ index }) => ordinalOf(index) === element);
    if (row === undefined) return;
    const { rows } = await own.source.select({ words: row.message });
    for (const candidate of rows) {
      const marks = await own.source.events(candidate);
      const at = marks.findIndex(({ offset }) => offset === row.index);
      if (at < 0) continue;
      if (several !== own) return;
      own.screen.select(candidate);
      return choose(candidate, at);
    }
  }
}
