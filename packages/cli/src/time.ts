/**
 * Times as Bandwidth writes them, read as the crate does (crates/callbacks/src/check/format.rs): `Date.parse` takes
 * much else for a time.
 */

const TIME = /^(\d{4}-\d\d)-(\d\d)T((?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d|60)(\.\d{1,9})?Z$/;

/** The milliseconds since 1970; `NaN` if it is not a time. */
export function milliseconds(text: string): number {
  const [, month, day, minute, second, fraction = ""] = TIME.exec(text) ?? [];
  // A leap second is written as 60.
  const date = new Date(`${month}-${day}T${minute}:${second === "60" ? "59" : second}${fraction}Z`);
  // The 30th of February would be a day of March.
  return date.getUTCDate() === Number(day) ? +date : Number.NaN;
}
