// Logs for the page, and for its pictures.

import { sample } from "bandwidth-callbacks/samples";

const [sent, delivered, failed] = ["message-sent", "message-delivered", "message-failed"].map(
  (type) => sample(type)[0],
);
/** 6,000 messages: each is sent, every tenth fails, the others arrive. */
const bodies = Array.from({ length: 6000 }, (_, at) => {
  const message = { ...sent.message, id: `1784020324315${String(at).padStart(16, "a")}` };
  const time = (seconds) => new Date(Date.UTC(2026, 6, 14, 9, 0, seconds)).toISOString();
  const of = (event, seconds) =>
    JSON.stringify([
      {
        ...event,
        to: message.to[0],
        time: time(at + seconds),
        message: { ...event.message, ...message, time: time(at) },
      },
    ]);
  return `${of(sent, 1)}\n${of(at % 10 === 0 ? failed : delivered, 4)}\n`;
});
/** A line that lacks a field, and one that is not JSON. */
export const odd = `${JSON.stringify([{ ...sent, time: undefined }])}\n${JSON.stringify(sent).slice(0, 90)}\n`;
/** A log of 4.7 MB, odd in its middle. */
export const log = Buffer.from([...bodies.slice(0, 3000), odd, ...bodies.slice(3000)].join(""));
/** What the editor takes. */
export const short = Buffer.from(bodies.slice(0, 20).join(""));

/** zstd without any compression: a frame of raw blocks. */
export function zstd(bytes) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  const blocks = [];
  for (let from = 0; from < bytes.length; from += 1 << 17) {
    const block = bytes.subarray(from, from + (1 << 17));
    const head = Buffer.alloc(3);
    head.writeUIntLE(block.length * 8 + (from + block.length === bytes.length ? 1 : 0), 0, 3);
    blocks.push(head, block);
  }
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]), size, ...blocks]);
}

/** A frame of zstd without text, which `pzstd` puts before each of its own. */
export const emptyFrame = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 0x58, 0x0e, 0, 0]);
