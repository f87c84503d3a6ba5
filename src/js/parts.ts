/** The values of a clean body: parts of its text, whose places stand in words. */

/** The inside of a text without escapes. */
export function part(body: string, words: Int32Array, at: number): string {
  return body.slice(words[at]!, words[at + 1]!);
}

/** The inside of a text, which may have escapes. */
export function plain(body: string, words: Int32Array, at: number, escaped: number): string {
  if (escaped === 0) return body.slice(words[at]!, words[at + 1]!);
  return JSON.parse(body.slice(words[at]! - 1, words[at + 1]! + 1)) as string;
}

/** The texts of a list, whose insides stand in the items. */
export function list(body: string, words: Int32Array, at: number, items: number): string[] {
  const texts = new Array<string>(words[at + 1]!);
  let item = items + words[at]! * 2;
  for (let index = 0; index < texts.length; index++, item += 2) texts[index] = part(body, words, item);
  return texts;
}
