// The life of a log: read by two workers, one for the summary and one for the list; stopped, shown, left for one of its
// bodies, and returned to.

import { find, footnote, say } from "./dom";
import type * as Full from "./full";
import type { LogFile, Summed } from "./log-sum";
import type * as View from "./log-view";
import { type Gathering, gather, sumUp, type Summing } from "./logs";

interface Given {
  full(): typeof Full | undefined;
  /** Shows a body of the log as if it had been pasted. */
  onText(text: string): void;
  /** Closes the log, and restores the page. */
  onAway(): void;
}

export interface Log {
  open(files: readonly LogFile[]): void;
  /** Something else is shown: a log waits, a reading is given up. */
  leave(): void;
  isShown(): boolean;
  /** The summary that is shown, and the name of its log. */
  taken(): { summed: Summed; name: string } | undefined;
}

interface Shown {
  name: string;
  summed?: Summed;
  running: Summing;
  rows: Gathering;
  view: View.LogView;
}

export function log({ full, onText, onAway }: Given): Log {
  const page = document.body.classList;
  const back = find("from-log");
  let shown: Shown | undefined;
  /** The link that was followed. */
  let origin: HTMLElement | undefined;

  const close = () => {
    shown?.running.end();
    shown?.rows.end();
    [shown, origin] = [undefined, undefined];
    page.remove("log", "has-log", "many", "detail", "summed");
    find("strip").ariaBusy = null;
    find("strip-actions").replaceChildren();
  };
  const away = () => {
    close();
    onAway();
  };
  const draw = ({ name, view, summed }: Shown) => {
    // Read aloud once, when everything is counted.
    find("strip").ariaBusy = summed === undefined ? "true" : null;
    page.add("log", "many");
    page.remove("has-log", "empty", "one", "with-text", "detail");
    find("found").replaceChildren();
    find("validity").textContent = "";
    footnote("");
    document.title = `${name} · Bandwidth callbacks`;
    view.draw();
  };

  const open = async (files: readonly LogFile[], words: typeof Full): Promise<void> => {
    close();
    let own: Shown | undefined;
    try {
      const { logView, nameOf } = await import("./log-view");
      const name = nameOf(files);
      const rows = gather(files, () => own?.view.refresh());
      const running = sumUp(files, (bytes) => own?.view.progress(bytes));
      const view = logView(files, words, rows, {
        onStop: () => {
          running.stop();
          rows.stop();
        },
        onText: (body) => {
          origin = document.activeElement as HTMLElement;
          follow(body);
        },
        onPlace: ({ first }) => {
          if (first === null) return;
          origin = document.activeElement as HTMLElement;
          running
            .bodyAt(first.source, first.offset)
            .then(follow, () => say("The body can't be read any more: the file has changed, or is gone."));
        },
        onRepair: () =>
          void open(
            files.map(({ file }) => ({ file, kind: "mixed" })),
            words,
          ),
        onAway: away,
      });
      shown = own = { name, running, rows, view };
      draw(own);
      const [summed] = await Promise.all([running.summed, rows.done]);
      if (shown !== own) return;
      if (summed.report.bodies === 0) {
        away();
        const why = summed.isStopped
          ? "Stopped before anything was read."
          : `${name} ${summed.faults[0]?.words ?? "is empty"}.`;
        return say(`${why} Nothing was changed.`);
      }
      own.summed = summed;
      await view.finish(summed);
      if (page.contains("log")) find("strip").ariaBusy = null;
      page.add("summed");
    } catch {
      if (own !== undefined && shown !== own) return;
      away();
      say("The log could not be read: the code that reads logs did not load, or ran out of memory.");
    }
  };
  const follow = (text: string) => {
    onText(text);
    window.scrollTo(0, 0);
    back.focus();
  };

  back.addEventListener("click", () => {
    if (shown === undefined) return;
    draw(shown);
    origin?.focus();
  });

  return {
    open: (files) => {
      const words = full();
      if (words !== undefined) void open(files, words);
    },
    leave: () => {
      if (shown === undefined) return;
      if (shown.summed === undefined) return close();
      page.remove("log", "many", "detail");
      page.add("has-log");
      find("strip-actions").replaceChildren();
      back.textContent = `← ${shown.name}`;
    },
    isShown: () => page.contains("log"),
    taken: () =>
      page.contains("log") && shown?.summed !== undefined ? { summed: shown.summed, name: shown.name } : undefined,
  };
}
