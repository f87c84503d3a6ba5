// The bodies: each in 64 variants that differ in the digits of ids, times and phone numbers, made once.

import { sample } from "bandwidth-callbacks/samples";

const VARIANTS = 64;

const place = "https://messaging.bandwidth.com/api/v2/users/5000001/media/7c1f6f0e-3a55-4c1b-9d0e-2f4b8a6d9c01";
const media = ["0/smil.xml", "1/photo.jpg", "2/photo.jpg"].map((file) => `${place}/${file}`);
const ten = Array.from({ length: 10 }, (_, index) => `+1555555010${index}`);
// One emoji twice: `payloads` writes the first as an escape, as senders do that keep to ASCII, and leaves the other.
const words = 'Café ☕ at noon?\nSay "yes" 😀 or "no" 🚀, déjà vu 🎉 😀 à bientôt!';

// With a tag, the optional field that live callbacks were seen to have.
const [delivered] = sample("message-delivered", {
  message: { tag: "order 5512, second reminder to the customer, as asked" },
});
const [failed] = sample("message-failed");
const [received] = sample("message-received");
const [mms] = sample("message-received", {
  message: { text: "Here are the pictures of the parcel.", media, channel: "MMS" },
});
const [group] = sample("message-received", { message: { to: ten, channel: "MMS" } });
const [unicode] = sample("message-received", { message: { text: words } });

// Five findings, of which the peers can see each: two wrong types, two wrong forms, one absent field.
const [invalid] = sample("message-failed", {
  to: undefined,
  time: "2026-07-14 09:12:07",
  errorCode: true,
  message: { id: 17, to: ["5555550143", "+525555550142"] },
});

const mixed = [delivered, failed, received].map((event) => JSON.stringify(event));

/** Each body as 64 texts. */
export const payloads = {
  delivered: variants((n) => vary(JSON.stringify([delivered]), n)),
  pretty: variants((n) => vary(JSON.stringify([delivered], null, 2), n)),
  mms: variants((n) => vary(JSON.stringify([mms]), n)),
  group: variants((n) => vary(JSON.stringify([group]), n)),
  hundred: variants((n) => `[${Array.from({ length: 100 }, (_, at) => vary(mixed[at % 3], n * 100 + at))}]`),
  unicode: variants((n) => vary(JSON.stringify([unicode]), n).replace("😀", "\\ud83d\\ude00")),
  invalid: variants((n) => vary(JSON.stringify([invalid]), n)),
};

/** 64 texts in one piece, as text is that was received; one that was put together is not. */
export function variants(make) {
  return Array.from({ length: VARIANTS }, (_, n) => Buffer.from(make(n)).toString());
}

/** The same body with other digits. What was equal stays equal, what was different stays different. */
export function vary(text, seed) {
  const shift = (digits, by) => String((Number(digits) + by) % 10 ** digits.length).padStart(digits.length, "0");
  const hex = (digits) =>
    ((Number.parseInt(digits, 16) + seed * 2_654_435_761) % 16 ** digits.length)
      .toString(16)
      .padStart(digits.length, "0");
  return text
    .replace(/(\+\d{7,8})(\d{4})(?=")/g, (_, start, end) => start + shift(end, seed * 37))
    .replace(/T09:12:/g, `T${shift("09", seed % 11)}:${shift("12", seed % 47)}:`)
    .replace(/\.(\d{6})Z/g, (_, micros) => `.${shift(micros, seed * 7919)}Z`)
    .replace(/"(1784020324)(\d{3})/g, (_, start, end) => `"${start}${shift(end, seed * 13)}`)
    .replace(/-([0-9a-f]{12})(?=["/])/g, (_, end) => `-${hex(end)}`);
}
