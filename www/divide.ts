// The divider between text and meaning: dragged, or moved by arrow keys.

const MIN_PERCENT = 25;
const MAX_PERCENT = 70;

export function divide(divider: HTMLElement, panes: HTMLElement): void {
  let share = 46;
  const set = (percent: number) => {
    share = Math.min(MAX_PERCENT, Math.max(MIN_PERCENT, percent));
    panes.style.setProperty("--share", `${share}%`);
    divider.setAttribute("aria-valuenow", String(Math.round(share)));
  };
  divider.addEventListener("pointerdown", (event) => {
    divider.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  divider.addEventListener("pointermove", (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const { left, width } = panes.getBoundingClientRect();
    set(((event.clientX - left) / width) * 100);
  });
  divider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -2, ArrowRight: 2, Home: MIN_PERCENT - share, End: MAX_PERCENT - share }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(share + step);
  });
  set(share);
}
