// Copies to the clipboard; if the browser blocks that, selects the text.

import { h } from "./dom";

/** Whether the text is in the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    byHand(text);
    return false;
  }
}

/** The text, selected. */
function byHand(text: string): void {
  const area = h("textarea", { readonly: true, rows: 12, "aria-label": "Text to copy" }, text);
  const dialog = h(
    "dialog",
    { "aria-label": "Copy by hand" },
    h("p", {}, "The browser blocked copying. Press Ctrl/⌘ C."),
    area,
    h("form", { method: "dialog" }, h("button", {}, "Close")),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.select();
}
