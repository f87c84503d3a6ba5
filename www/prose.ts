// Sentences of the catalogue: what stands between backticks is a name.

export function prose(text: string): (string | HTMLElement)[] {
  return text.split("`").map((piece, at) => {
    if (at % 2 === 0) return piece;
    const code = document.createElement("code");
    code.textContent = piece;
    return code;
  });
}
