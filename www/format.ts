// JSON laid out in lines for reading. Its tokens stay as they are: numbers keep their digits, keys their order.

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/** The text in lines; `undefined` if it is not JSON. */
export function laidOut(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tokens = text.match(TOKEN) ?? [];
  let [made, depth] = ["", 0];
  const line = () => `\n${"  ".repeat(depth)}`;
  for (const [at, token] of tokens.entries()) {
    const isEmpty = /^[\]}]$/.test(tokens[at + 1] ?? "");
    if (token === "{" || token === "[") {
      depth++;
      made += token + (isEmpty ? "" : line());
    } else if (token === "}" || token === "]") {
      depth--;
      made += (/^[[{]$/.test(tokens[at - 1] ?? "") ? "" : line()) + token;
    } else if (token === ",") made += token + line();
    else made += token === ":" ? ": " : token;
  }
  return `${made}\n`;
}
