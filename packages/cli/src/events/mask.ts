/** The last two digits of a phone number; nothing of anything else. */
export function mask(number: string): string {
  return /^\+?\d{7,}$/.test(number) ? `…${number.slice(-2)}` : "…";
}
