// Several events: drawn in time, and listed in a table.

import type { Reading } from "./reading";
import { table } from "./table";
import { timeline } from "./timeline";

export function several({ rows }: Reading, chosen: number, onChoose: (index: number) => void): HTMLElement[] {
  return [timeline(rows, chosen, onChoose), ...(rows.length > 3 ? [table(rows, onChoose)] : [])];
}
