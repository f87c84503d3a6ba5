// How much the page takes.

/** How much is read, in bytes: the page may take more than a receiver should. */
export const MAX_BYTES = 64 << 20;
/** A longer text is read by a worker. In UTF-16 code units. */
export const LARGE = 300_000;
/**
 * A longer text is not shown in the editor, nor one with a line longer than `LINE`; a log file with more bytes is
 * summarized.
 */
export const EDITABLE = 2_000_000;
const LINE = 200_000;

export function isEditable(text: string): boolean {
  if (text.length > EDITABLE) return false;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    if ((end < 0 ? text.length : end) - from > LINE) return false;
    if (end < 0) return true;
    from = end + 1;
  }
  return true;
}
