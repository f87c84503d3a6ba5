// The divider between text and meaning: dragged, or moved by arrow keys.

const LEAST = 25;
const MOST = 70;

export function divide(divider: HTMLElement, panes: HTMLElement): void {
  let share = 46;
  const set = (percent: number) => {
    share = Math.min(MOST, Math.max(LEAST, percent));
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
    const step = { ArrowLeft: -2, ArrowRight: 2, Home: LEAST - share, End: MOST - share }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(share + step);
  });
  set(share);
}
