/** One part of a file pattern, between separators: `*`, `?`, `[a-z]` and `[!a-z]`. */

/** Matches one character, or is `*`. */
type Piece = ((letter: string) => boolean) | "*";

/** A matcher for one part of a pattern, or `undefined` if the part is not a valid pattern. */
export function matcher(text: string): ((name: string) => boolean) | undefined {
  const found = pieces([...text]);
  return found && ((name) => matches([...name], found));
}

function pieces(text: string[]): Piece[] | undefined {
  const found: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === "*") {
      if (text[at + 1] === "*") return undefined; // `**` must be a whole part
      found.push("*");
    } else if (letter === "?") found.push(() => true);
    else if (letter === "[") {
      const isNot = text[at + 1] === "!";
      const start = at + (isNot ? 2 : 1);
      // A `]` that comes first is one of the set.
      const end = text.indexOf("]", start + 1);
      if (end < 0) return undefined;
      const contains = set(text.slice(start, end));
      found.push((other) => contains(other) !== isNot);
      at = end;
    } else found.push((other) => other === letter);
  }
  return found;
}

function set(letters: string[]): (letter: string) => boolean {
  const ranges: [number, number][] = [];
  for (let at = 0; at < letters.length; at++) {
    const isRange = letters[at + 1] === "-" && at + 2 < letters.length;
    ranges.push([code(letters[at]!), code(letters[isRange ? at + 2 : at]!)]);
    if (isRange) at += 2;
  }
  return (letter) => ranges.some(([first, last]) => first <= code(letter) && code(letter) <= last);
}

function code(letter: string): number {
  return letter.codePointAt(0)!;
}

/**
 * Only the last `*` is ever reconsidered, because what an earlier one takes makes no difference then. The time is at
 * most the length of the name times that of the pattern.
 */
function matches(name: string[], pieces: Piece[]): boolean {
  let [at, piece, star, resume] = [0, 0, -1, 0];
  while (at < name.length) {
    const wanted = pieces[piece];
    if (wanted === "*") {
      star = piece++;
      resume = at;
    } else if (wanted?.(name[at]!)) {
      at++;
      piece++;
    } else if (star >= 0) {
      piece = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pieces[piece] === "*") piece++;
  return piece === pieces.length;
}
