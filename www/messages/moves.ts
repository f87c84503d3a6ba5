// The keys of a grid whose rows are moved through with arrows; the focus stays on the grid.

interface Moves<Row> {
  /** All rows, and the selected one's place. */
  rows(): ArrayLike<Row>;
  here(): number;
  /** The height of a row. */
  height(): number;
  onMove(index: number): void;
  onOpen(row: Row): void;
}

/** Moves a selection with the arrows, Page Up and Down, Home and End; Enter opens the selected row. */
export function moveByKeys<Row>(grid: HTMLElement, { rows, here, height, onMove, onOpen }: Moves<Row>): void {
  grid.addEventListener("keydown", (event) => {
    if (event.target !== grid) return;
    const at = here();
    const page = Math.max(1, Math.floor(grid.clientHeight / height()) - 2);
    const next = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows().length - 1,
    }[event.key];
    const row = rows()[at];
    if (event.key === "Enter" && row !== undefined) onOpen(row);
    if (next === undefined) return;
    event.preventDefault();
    onMove(next);
  });
}
