// A log, from its files to its summary: read by a worker, stopped, shown, left for one of its bodies and come back to.

import { find, say } from "./dom";
import type * as Full from "./full";
import type { LogFile, Summed } from "./log-sum";
import { sumUp, type Summing } from "./logs";
import type * as View from "./log-view";
import { headOf } from "./packed";

interface Given {
  full(): typeof Full | undefined;
  /** A text of the log is to be shown as any other. */
  onText(text: string): void;
  /** The log is gone, and the page is as it was before. */
  onAway(): void;
  /** The most bytes of a text that is listed event by event. */
  most: number;
}

export interface Log {
  open(files: readonly LogFile[]): void;
  /** Something else is shown: a summary waits, a reading is given up. */
  leave(): void;
  isShown(): boolean;
  /** The summary that is shown, and what its log is called. */
  taken(): { summed: Summed; name: string } | undefined;
}

export function log({ full, onText, onAway, most }: Given): Log {
  const [page, here, back] = [document.body.classList, find("log"), find("from-log")];
  let running: Summing | undefined;
  let shown: { summed: Summed; name: string; strip(): HTMLElement[] } | undefined;
  /** The place that somebody followed. */
  let origin: HTMLElement | undefined;

  const show = (name: string, strip: HTMLElement[], parts?: HTMLElement[]) => {
    page.add("log");
    page.remove("has-log");
    find("strip").replaceChildren(...strip);
    document.title = `${name} · Bandwidth callbacks`;
    if (parts === undefined) return;
    // Who was on what goes away is not lost.
    const isHere = here.contains(document.activeElement);
    here.replaceChildren(...parts);
    if (isHere) here.focus();
  };
  const close = () => {
    running?.end();
    [running, shown, origin] = [undefined, undefined, undefined];
    here.replaceChildren();
    page.remove("log", "has-log");
  };
  const away = () => {
    close();
    onAway();
  };

  const open = async (files: readonly LogFile[], words: typeof Full): Promise<void> => {
    close();
    let own: Summing | undefined;
    try {
      const view = await import("./log-view");
      const { element, tell } = view.progress(files, () => own?.stop());
      running = own = sumUp(files, tell);
      show(view.nameOf(files), view.readingStrip(files), [element]);
      const summed = await own.summed;
      if (running === own) summary(files, summed, own, view, words);
    } catch {
      if (running !== own) return;
      away();
      say("The log could not be read: what reads logs was not loaded, or had no more memory.");
    }
  };

  const summary = (files: readonly LogFile[], summed: Summed, own: Summing, view: typeof View, words: typeof Full) => {
    const [name, { report, faults, isStopped }] = [view.nameOf(files), summed];
    if (report.bodies === 0) {
      away();
      return say(
        `${isStopped ? "Stopped before anything was read." : `${name} ${faults[0]?.words ?? "holds nothing"}.`} What was here stays.`,
      );
    }
    shown = { summed, name, strip: () => view.logStrip(summed) };
    const [only] = files;
    const isListed = files.length === 1 && only?.kind === "log" && report.bytes <= most;
    const parts = view.logView(files, summed, words, {
      onPlace: ({ first }) => {
        if (first === null) return;
        origin = document.activeElement as HTMLElement;
        own
          .bodyAt(first.source, first.offset)
          .then(follow, () => say("The body cannot be read any more: the file has changed, or is gone."));
      },
      onRepair: () =>
        void open(
          files.map(({ file }) => ({ file, kind: "mixed" })),
          words,
        ),
      onList: isListed
        ? async () => follow(new TextDecoder().decode((await headOf(only!.file, most)).bytes))
        : undefined,
      onAway: away,
    });
    show(name, shown.strip(), parts);
  };
  const follow = (text: string) => {
    onText(text);
    window.scrollTo(0, 0);
    back.focus();
  };

  back.addEventListener("click", () => {
    if (shown === undefined) return;
    show(shown.name, shown.strip());
    origin?.focus();
  });

  return {
    open: (files) => {
      const words = full();
      if (words !== undefined) void open(files, words);
    },
    leave: () => {
      if (shown === undefined) return running === undefined ? undefined : close();
      page.remove("log");
      page.add("has-log");
      back.textContent = `← Summary of ${shown.name}`;
    },
    isShown: () => page.contains("log"),
    taken: () => (page.contains("log") ? shown : undefined),
  };
}
