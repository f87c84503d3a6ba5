// Light and dark: as the system says, until somebody chooses. The choice is kept for as long as the page is open.

const MODES = [
  ["system", "◐", "Colours of the system"],
  ["light", "☀", "Light colours"],
  ["dark", "☾", "Dark colours"],
] as const;

export function theme(button: HTMLElement): void {
  let at = 0;
  const show = () => {
    const [mode, glyph, words] = MODES[at] ?? MODES[0];
    if (mode === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = mode;
    button.textContent = glyph;
    button.setAttribute("aria-label", `${words}. Change`);
    button.title = words;
  };
  button.addEventListener("click", () => {
    at = (at + 1) % MODES.length;
    show();
  });
  show();
}
