// Where each value of a text is, with its path. It reads JSON and what looks like it, such as a Python dict: quotes,
// brackets and separators are enough to find the way.

export interface TextPlace {
  /** A JSON Pointer from the outermost value. */
  path: string;
  start: number;
  end: number;
  /** Which of the outermost values it is in, as in JSON Lines. */
  root: number;
}

/** A longer text is not searched. In UTF-16 code units. */
const MAX_TEXT = 400_000;
const TOKEN = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[[\]{}(),]|=>|[:=]|[^\s[\]{}(),:='"]+/g;

interface Level {
  path: string;
  isArray: boolean;
  item: number;
  key: string | undefined;
  start: number;
}

export function placesOf(text: string): TextPlace[] {
  if (text.length > MAX_TEXT) return [];
  const places: TextPlace[] = [];
  const levels: Level[] = [];
  let root = -1;
  let pending: { words: string; start: number; end: number } | undefined;
  const pathOf = (level: Level) => `${level.path}/${level.isArray ? level.item : (level.key ?? "")}`;
  const value = (start: number, end: number) => {
    const level = levels.at(-1);
    if (level !== undefined && (level.isArray || level.key !== undefined))
      places.push({ path: pathOf(level), start, end, root });
  };
  const flush = () => {
    if (pending !== undefined) value(pending.start, pending.end);
    pending = undefined;
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const end = index + token.length;
    const level = levels.at(-1);
    if (token === "{" || token === "[" || token === "(") {
      pending = undefined;
      if (level === undefined) root++;
      levels.push({
        path: level === undefined ? "" : pathOf(level),
        isArray: token !== "{",
        item: 0,
        key: undefined,
        start: index,
      });
    } else if (token === "}" || token === "]" || token === ")") {
      flush();
      levels.pop();
      const outer = levels.at(-1);
      if (level !== undefined && outer !== undefined) value(level.start, end);
    } else if (token === ",") {
      flush();
      if (level?.isArray) level.item++;
      else if (level !== undefined) level.key = undefined;
    } else if (token === ":" || token === "=>" || token === "=") {
      if (pending !== undefined && level !== undefined && !level.isArray && level.key === undefined) {
        level.key = pending.words.replace(/^["']|["']$/g, "");
        places.push({ path: pathOf(level), start: pending.start, end: pending.end, root });
        pending = undefined;
      }
    } else if (pending === undefined) pending = { words: token, start: index, end };
    else pending.end = end;
  }
  return places;
}

/** The innermost place that contains an offset; at the end of a line, the one before its comma. */
export function placeAt(places: readonly TextPlace[], at: number): TextPlace | undefined {
  const [here, before] = [innermost(places, at), innermost(places, at - 1)];
  if (here === undefined || before === undefined) return here ?? before;
  return before.end - before.start < here.end - here.start ? before : here;
}

function innermost(places: readonly TextPlace[], at: number): TextPlace | undefined {
  let found: TextPlace | undefined;
  for (const place of places)
    if (
      place.start <= at &&
      at <= place.end &&
      (found === undefined || place.end - place.start <= found.end - found.start)
    )
      found = place;
  return found;
}

/** A path within its event: without the numbers and wrappers before `message` and its neighbors. */
export const inEvent = (path: string): string => path.replace(/^(\/_json)?(\/\d+)*(?=\/|$)/, "");

/** The place of the field of a path: its value, or else its key. */
export function placeOf(places: readonly TextPlace[], path: string): TextPlace | undefined {
  const exact = places.filter((place) => place.path === path);
  if (exact.length > 0) return exact.at(-1);
  const wanted = inEvent(path);
  return places.filter((place) => inEvent(place.path) === wanted).at(-1);
}
