// The page: text in, the package's report out. Everything shown goes through `textContent`.

import { recover } from "bandwidth-callbacks";
import { sample } from "bandwidth-callbacks/samples";

type Child = Node | string;
const marks = { error: "●", warning: "▲", info: "○" };
const find = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
const input = find<HTMLTextAreaElement>("input");

function element(tag: string, className: string, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

function show(): void {
  const verdict = find("verdict");
  const report = find("report");
  report.replaceChildren();
  verdict.textContent = "";
  if (input.value.trim() === "") return report.replaceChildren(element("p", "quiet", "The report appears here while you type."));

  const { ok, events, unknown, rejected, diagnostics, repairs } = recover(input.value);
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
  verdict.textContent = `${ok ? "✓ No errors" : "✗ Errors found"} · ${count(events.length, "event")}`;
  verdict.className = ok ? "ok" : "error";

  for (const event of events) {
    const head = element("h3", "", event.type);
    report.append(element("article", "card", head, element("p", "quiet", `${event.time}`), element("p", "", `${event.description}`)));
  }
  for (const { index, type } of unknown) report.append(element("article", "card", element("h3", "", type), element("p", "quiet", `element ${index}: not a type this version knows`)));
  for (const { index } of rejected) report.append(element("article", "card", element("h3", "", `element ${index}`), element("p", "quiet", "cannot be used as an event")));
  for (const { rule, severity, path, message, help, line, column } of diagnostics) {
    report.append(finding(severity, `${marks[severity]} ${rule}`, place(line, column) || path, message, help));
  }
  for (const { repair, message, line, column } of repairs) report.append(finding("repair", `✎ ${repair}`, place(line, column), message));
}

function place(line?: number, column?: number): string {
  return line === undefined || column === undefined ? "" : `${line}:${column}`;
}

function finding(kind: string, title: string, where: string, ...sentences: string[]): HTMLElement {
  const head = element("h3", kind, title, element("span", "quiet", where));
  return element("article", "finding", head, ...sentences.map((sentence, i) => element("p", i === 0 ? "" : "quiet", sentence)));
}

find("example").addEventListener("click", () => {
  const example: unknown = sample("message-failed");
  input.value = JSON.stringify(Array.isArray(example) ? example : [example], null, 2);
  show();
});
input.addEventListener("input", show);
show();
