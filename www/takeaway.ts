// Copy and export: reports, handlers, commands, a link. All is copied or saved, nothing is sent.

import { copyText } from "./copy";
import { find, h, notLoaded, number } from "./dom";
import { beginning } from "./frame/frame";
import type * as Full from "./full";
import type { Summed } from "./log-sum";
import { type Item, menu } from "./menu";
import type { Reading } from "./reading";
import { redactedText } from "./redact-text";
import { curl, markdown, rust, typescript } from "./reports";
import { linkOf } from "./share";

interface Takeaway {
  share: HTMLElement;
  copy: HTMLElement;
  say(words: string): void;
  full: typeof Full;
  reading(): Reading | undefined;
  /** The text as it was pasted. */
  text(): string;
  /** The summary of a log, if one is shown in the place of a reading. */
  log(): { summed: Summed; name: string } | undefined;
}

const version = import.meta.env["VITE_VERSION"] as string;

export function takeaway({ share, copy, say, full, reading, text: pasted, log }: Takeaway): void {
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
          hint: "CLI output",
          onChoose: () => void copied("the summary", text),
        },
        {
          group: "Copy",
          title: "Summary as JSON",
          hint: "full summary",
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
    if (now === undefined) return [{ title: "Nothing to copy yet", onChoose: () => {} }];
    const { whole } = now;
    const hasEvents = now.rows.length > 0;
    const ticket = (withNumbers: boolean) => markdown(now, full, { version, withNumbers });
    const reported = async () => {
      const { text: _, ...rest } = await whole();
      return json(rest);
    };
    return [
      {
        group: "Copy",
        title: "Report for a ticket",
        hint: "Markdown, no phone numbers or message text",
        onChoose: () => void ticket(false).then((text) => copied("the report", text)),
      },
      ...(hasEvents
        ? [
            {
              group: "Copy",
              title: "Report with phone numbers",
              hint: "Markdown, no message text",
              onChoose: () => void ticket(true).then((text) => copied("the report", text)),
            },
          ]
        : []),
      {
        group: "Copy",
        title: "Report as JSON",
        hint: "full report",
        onChoose: () => void reported().then((text) => copied("the report", text)),
      },
      ...(hasEvents
        ? [
            {
              group: "Copy",
              title: "Events as JSON",
              hint: "events array",
              onChoose: () => void whole().then(({ events }) => copied("the events", json(events))),
            },
            {
              group: "Copy",
              title: "Handler in TypeScript",
              hint: "createReceiver",
              onChoose: () => void copied("the handler", typescript(now)),
            },
            {
              group: "Copy",
              title: "Handler in Rust",
              hint: "function of the raw body",
              onChoose: () => void copied("the handler", rust(now)),
            },
            {
              group: "Copy",
              title: "curl command",
              hint: "replay to localhost:3000",
              onChoose: () => void copied("the command", curl(pasted())),
            },
          ]
        : []),
      {
        group: "Save",
        title: "Report for a ticket",
        hint: "callback-report.md",
        onChoose: () => void ticket(false).then((text) => save("callback-report.md", text)),
      },
    ];
  });

  const dialog = find<HTMLDialogElement>("share-dialog");
  const hides = find<HTMLInputElement>("share-hides");
  const preview = find<HTMLElement>("share-preview");
  const link = find<HTMLInputElement>("share-link");
  const size = find<HTMLElement>("share-size");
  const fill = async () => {
    const isRedacted = hides.checked;
    // Clears the result of the other choice, or of another text.
    [preview.textContent, link.value, size.textContent] = ["", "", ""];
    const { text, isEvents } = isRedacted
      ? redactedText(pasted(), await import("./repair"))
      : { text: pasted(), isEvents: false };
    const made = await linkOf(text, isRedacted);
    // The choice has changed meanwhile: its own call fills the fields.
    if (isRedacted !== hides.checked) return;
    preview.textContent = text.length > 5000 ? `${beginning(text, 5000)}…` : text;
    link.value = made;
    const { length } = link.value;
    size.textContent = `${number(length)} characters`;
    if (isEvents) size.textContent += ": only the events, because this text can't be redacted in its own format";
    if (length > 8000) size.textContent += ": some apps truncate links this long";
  };
  share.addEventListener("click", () => {
    if (log() !== undefined) return say("Logs can't go in a link. Export the summary.");
    if (reading() === undefined) return say("Nothing to share yet.");
    hides.checked = true;
    void fill().catch(notLoaded);
    dialog.showModal();
  });
  hides.addEventListener("change", () => void fill().catch(notLoaded));
  find("share-copy").addEventListener("click", () => void copied("the link", link.value));
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
