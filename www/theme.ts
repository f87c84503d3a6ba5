// Light and dark: the system's, until the user chooses. The choice is kept as long as the page is open.

const MODES = [
  ["system", "◧"],
  ["light", "☀"],
  ["dark", "☾"],
] as const;

export function theme(button: HTMLElement): void {
  let at = 0;
  const show = () => {
    const [mode, glyph] = MODES[at] ?? MODES[0];
    const [next] = MODES[(at + 1) % MODES.length] ?? MODES[0];
    if (mode === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = mode;
    button.textContent = glyph;
    const words = `Theme: ${mode}. Switch to ${next}`;
    button.setAttribute("aria-label", words);
    button.title = words;
  };
  button.addEventListener("click", () => {
    at = (at + 1) % MODES.length;
    show();
  });
  show();
}
