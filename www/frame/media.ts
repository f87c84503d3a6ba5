// The files of a message, by name. Nothing is downloaded.

export interface MediaFile {
  name: string;
  url: string;
}

/** The files of a message; the layout that some carriers add to an MMS is named as such. */
export function mediaOf(message: Record<string, unknown>): MediaFile[] {
  const { media, content } = message;
  const links = Array.isArray(media) ? media : [];
  const holder = content as { media?: { fileUrl?: unknown } } | undefined;
  const own = typeof holder === "object" && holder !== null ? holder.media?.fileUrl : undefined;
  return [...links, own]
    .filter((link): link is string => typeof link === "string" && link !== "")
    .map((url) => ({ url, name: nameOf(url) }));
}

function nameOf(url: string): string {
  const last =
    url
      .replace(/[?#].*$/, "")
      .split("/")
      .at(-1) ?? url;
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // Not percent-encoded: shown unchanged.
  }
  return /\.smil?$/i.test(name) ? `${name} (SMIL layout)` : name || url;
}
