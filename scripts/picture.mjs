// PNG pictures of pages with as few bytes as they need: 256 colors at most, which text and lines do not show.

import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);

/** The same picture with a palette. `png` is what a browser makes: 8 bits a channel, not interlaced. */
export function withPalette(png) {
  const { width, height, pixels } = decoded(png);
  // Fewer bits of each channel, until there are no more than 256 colors. The first of each is shown for all.
  for (let bits = 8; ; bits--) {
    const made = indexed(pixels, bits);
    if (made !== undefined) return encoded(width, height, made);
  }
}

function indexed(pixels, bits) {
  const numbers = new Map();
  const palette = [];
  const indices = Buffer.alloc(pixels.length / 3);
  const mask = (0xff << (8 - bits)) & 0xff;
  for (let at = 0; at < indices.length; at++) {
    const [red, green, blue] = pixels.subarray(at * 3, at * 3 + 3);
    const color = ((red & mask) << 16) | ((green & mask) << 8) | (blue & mask);
    let number = numbers.get(color);
    if (number === undefined) {
      number = numbers.size;
      if (number === 256) return undefined;
      numbers.set(color, number);
      palette.push(red, green, blue);
    }
    indices[at] = number;
  }
  return { indices, palette: Buffer.from(palette) };
}

function chunksOf(png) {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ name: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** The pixels of a picture, three bytes each. */
export function decoded(png) {
  const chunks = chunksOf(png);
  const { data: head } = chunks.find(({ name }) => name === "IHDR");
  const [width, height, channels] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 6 ? 4 : 3];
  if (head[8] !== 8 || (head[9] !== 2 && head[9] !== 6) || head[12] !== 0) throw new Error("another form of PNG");
  const rows = inflateSync(Buffer.concat(chunks.filter(({ name }) => name === "IDAT").map(({ data }) => data)));
  const stride = width * channels;
  const pixels = Buffer.alloc(width * height * 3);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)];
    const row = rows.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : row[x - channels];
      row[x] += predicted(filter, left, above[x], x < channels ? 0 : above[x - channels]);
    }
    for (let x = 0; x < width; x++) row.copy(pixels, (y * width + x) * 3, x * channels, x * channels + 3);
    above = row;
  }
  return { width, height, pixels };
}

function predicted(filter, left, above, before) {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const sum = left + above - before;
  const [toLeft, toAbove, toBefore] = [left, above, before].map((value) => Math.abs(sum - value));
  if (toLeft <= toAbove && toLeft <= toBefore) return left;
  return toAbove <= toBefore ? above : before;
}

function encoded(width, height, { indices, palette }) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits, an index of the palette each.
  head.set([8, 3], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) indices.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const chunks = { IHDR: head, PLTE: palette, IDAT: deflateSync(rows, { level: 9 }), IEND: Buffer.alloc(0) };
  return Buffer.concat([SIGNATURE, ...Object.entries(chunks).map(([name, data]) => chunk(name, data))]);
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const made = Buffer.alloc(named.length + 8);
  made.writeUInt32BE(data.length, 0);
  named.copy(made, 4);
  made.writeUInt32BE(crc32(named), named.length + 4);
  return made;
}
