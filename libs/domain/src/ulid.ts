/** Crockford's base 32: no I, L, O or U, so that an id read aloud or copied by hand survives. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;
const timeMsMax = 2 ** 48 - 1;

export const ulidRandomByteCount = 10;
export const ulidPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** A 26-character id whose text order is the order of its creation times. */
export function formatUlid(timeMs: number, randomBytes: Uint8Array): string {
  if (!Number.isInteger(timeMs) || timeMs < 0 || timeMs > timeMsMax) {
    throw new RangeError(`A ULID's time must be whole milliseconds in 48 bits, not ${timeMs}.`);
  }
  if (randomBytes.length !== ulidRandomByteCount) {
    throw new RangeError(`A ULID takes ${ulidRandomByteCount} random bytes, not ${randomBytes.length}.`);
  }
  return formatTime(timeMs) + formatRandomBytes(randomBytes);
}

function formatTime(timeMs: number): string {
  let text = '';
  let rest = timeMs;
  for (let place = 0; place < timeLength; place += 1) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function formatRandomBytes(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let bitCount = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    bitCount += 8;
    while (bitCount >= 5) {
      bitCount -= 5;
      text += alphabet[(bits >> bitCount) & 31];
    }
    bits &= (1 << bitCount) - 1;
  }
  return text;
}
