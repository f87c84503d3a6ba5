/** Checks the names of options: a misspelled one is an error everywhere, because it would be ignored silently. */

/**
 * Throws unless `options` is an object with only known names.
 *
 * @internal
 */
export function checkOptions(options: unknown, known: readonly string[], what = "options"): void {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new TypeError(`expected ${what} to be an object`);
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const guess = near === undefined ? "" : `: did you mean \`${near}\`?`;
    throw new TypeError(
      `unknown name \`${name}\` in ${what}${guess} (known: ${known.map((one) => `\`${one}\``).join(", ")})`,
    );
  }
}

/** The known name that differs from `name` only in case, `-`, `_`, or at most two characters. */
function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const plain = (text: string): string => text.replace(/[-_ .]/g, "").toLowerCase();
  let best: { one: string; steps: number } | undefined;
  for (const one of known) {
    const steps = distance(plain(name), plain(one));
    const most = one.length > 5 ? 2 : one.length > 3 ? 1 : 0;
    if (steps <= most && (best === undefined || steps < best.steps)) best = { one, steps };
  }
  return best?.one;
}

/** The edit distance: how many characters must be added, removed or replaced to turn one string into the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
