/**
 * SHA-256 without waiting. `crypto.subtle` answers with a promise, which takes 15 to 20 µs for each of the short
 * texts that are hashed here, and a body may have half a million of them.
 */

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const K = new Int32Array(64);
/** The same of the square roots of the first 8: what a hash begins with. */
const START = new Int32Array(8);

for (let candidate = 2, count = 0; count < 64; candidate++) {
  let isPrime = true;
  for (let factor = 2; factor * factor <= candidate; factor++) isPrime &&= candidate % factor !== 0;
  if (!isPrime) continue;
  if (count < 8) START[count] = fraction(BigInt(candidate), 2n);
  K[count++] = fraction(BigInt(candidate), 3n);
}

/** The first 32 bits after the point of a root of `of`, exactly: floor(root * 2^32) modulo 2^32. */
function fraction(of: bigint, degree: bigint): number {
  const target = of << (32n * degree);
  let [low, high] = [0n, 1n << 40n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle;
  }
  return Number(BigInt.asIntN(32, low));
}

const schedule = new Int32Array(64);
const encoder = new TextEncoder();
/** Where short texts are hashed. */
const scratch = new DataView(new ArrayBuffer(1 << 12));

/** The hash of a text as UTF-8, in 64 hexadecimal digits. */
export function sha256(text: string): string {
  // A UTF-16 code unit takes three bytes at most, and padding 72.
  const isShort = text.length * 3 + 72 <= scratch.byteLength;
  const long = isShort ? undefined : encoder.encode(text);
  const view = long === undefined ? scratch : new DataView(new ArrayBuffer(blocks(long.length)));
  const bytes = new Uint8Array(view.buffer);
  const length = long === undefined ? encoder.encodeInto(text, bytes).written : (bytes.set(long), long.length);
  const end = blocks(length);
  bytes.fill(0, length, end);
  bytes[length] = 0x80;
  view.setUint32(end - 8, Math.floor(length / 2 ** 29));
  view.setUint32(end - 4, length << 3);
  const hash = START.slice();
  for (let at = 0; at < end; at += 64) compress(hash, view, at);
  let digits = "";
  for (const word of hash) digits += (word >>> 0).toString(16).padStart(8, "0");
  return digits;
}

/** The size of that many bytes with padding, in whole blocks. */
function blocks(length: number): number {
  return ((length + 8) >> 6) * 64 + 64;
}

/** Adds a block of 64 bytes to a hash. */
function compress(hash: Int32Array, view: DataView, start: number): void {
  const w = schedule;
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(start + i * 4);
  for (let i = 16; i < 64; i++) {
    const early = w[i - 15]!;
    const late = w[i - 2]!;
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
  }
  let a = hash[0]!;
  let b = hash[1]!;
  let c = hash[2]!;
  let d = hash[3]!;
  let e = hash[4]!;
  let f = hash[5]!;
  let g = hash[6]!;
  let h = hash[7]!;
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  hash[0]! += a;
  hash[1]! += b;
  hash[2]! += c;
  hash[3]! += d;
  hash[4]! += e;
  hash[5]! += f;
  hash[6]! += g;
  hash[7]! += h;
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
