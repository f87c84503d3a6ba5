// What may be taken away: reports, handlers, commands, a link. All is copied or saved, nothing is sent.

import { redact } from "bandwidth-callbacks";
import { copyText } from "./copy";
import { find, h } from "./dom";
import type * as Full from "./full";
import type { Summed } from "./log-sum";
import { type Item, menu } from "./menu";
import type { Reading } from "./reading";
import { curl, markdown, rust, typescript } from "./reports";
import { linkOf } from "./share";

interface Takeaway {
  share: HTMLElement;
  copy: HTMLElement;
  say(words: string): void;
  full: typeof Full;
  reading(): Reading | undefined;
  /** The summary of a log, where one is shown in the place of a reading. */
  log(): { summed: Summed; name: string } | undefined;
}

const version = import.meta.env["VITE_VERSION"] as string;

export function takeaway({ share, copy, say, full, reading, log }: Takeaway): void {
  const copied = async (what: string, text: string) => void ((await copyText(text)) && say(`Copied ${what}.`));
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  menu(copy, (): Item[] => {
    const logged = log();
    if (logged !== undefined) {
      const { report, text } = logged.summed;
      return [
        {
          group: "Copy",
          title: "Summary as text",
          hint: "as the command writes it",
          onChoose: () => void copied("the summary", text),
        },
        {
          group: "Copy",
          title: "Summary as JSON",
          hint: "what `summarize` gives",
          onChoose: () => void copied("the summary", json(report)),
        },
        {
          group: "Save",
          title: "Summary as text",
          hint: "callback-summary.txt",
          onChoose: () => save("callback-summary.txt", text),
        },
        {
          group: "Save",
          title: "Summary as JSON",
          hint: "callback-summary.json",
          onChoose: () => save("callback-summary.json", json(report)),
        },
      ];
    }
    const now = reading();
    if (now === undefined) return [{ title: "There is nothing to copy yet", onChoose: () => {} }];
    const { report, whole } = now;
    const reported = async () => {
      const { text: _, ...rest } = await whole();
      return json(rest);
    };
    const saved = () => save("callback-report.md", markdown(now, full, version));
    return [
      {
        group: "Copy",
        title: "Report for a ticket",
        hint: "Markdown, without numbers and texts",
        onChoose: () => void copied("the report", markdown(now, full, version)),
      },
      {
        group: "Copy",
        title: "Report as JSON",
        hint: "what `recover` gives",
        onChoose: () => void reported().then((text) => copied("the report", text)),
      },
      {
        group: "Copy",
        title: "Events as JSON",
        hint: "as your handler gets them",
        onChoose: () => void whole().then(({ events }) => copied("the events", json(events))),
      },
      { group: "Copy", title: "Handler in TypeScript", onChoose: () => void copied("the handler", typescript(now)) },
      { group: "Copy", title: "Handler in Rust", onChoose: () => void copied("the handler", rust(now)) },
      {
        group: "Copy",
        title: "curl command",
        hint: "sends it again, to your own machine",
        onChoose: () => void copied("the command", curl(report.text)),
      },
      { group: "Save", title: "Report for a ticket", hint: "callback-report.md", onChoose: saved },
    ];
  });

  const dialog = find<HTMLDialogElement>("share-dialog");
  const hides = find<HTMLInputElement>("share-hides");
  const preview = find<HTMLElement>("share-preview");
  const link = find<HTMLInputElement>("share-link");
  const size = find<HTMLElement>("share-size");
  const fill = async () => {
    const text = reading()?.report.text ?? "";
    const told = hides.checked ? withoutPeople(text) : text;
    preview.textContent = told.length > 5000 ? `${told.slice(0, 5000)}…` : told;
    link.value = await linkOf(told);
    size.textContent = `${link.value.length.toLocaleString("en-US")} characters${link.value.length > 8000 ? ": some programs cut links as long as this" : ""}`;
  };
  share.addEventListener("click", () => {
    if (log() !== undefined) return say("A log is too long for a link: take its summary away.");
    if (reading() === undefined) return say("There is nothing to share yet.");
    hides.checked = true;
    void fill();
    dialog.showModal();
  });
  hides.addEventListener("change", () => void fill());
  find("share-copy").addEventListener("click", () => void copied("the link", link.value));
}

/** The text with everything of people replaced; what is no JSON has nothing but its form left. */
function withoutPeople(text: string): string {
  try {
    return JSON.stringify(redact(JSON.parse(text)), null, 2);
  } catch {
    return redact(text);
  }
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
