const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base = 62n;

export const base62Pattern = /^[0-9A-Za-z]+$/;

/** Big-endian, left-padded with zeros so that equal byte counts give equal lengths. */
export function encodeBase62(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) {
    value = (value << 8n) | BigInt(byte);
  }
  return padded(value, base62Length(bytes.length));
}

export function base62Length(byteCount: number): number {
  return Math.ceil((byteCount * 8) / Math.log2(62));
}

function padded(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= base) {
    text = alphabet[Number(rest % base)] + text;
  }
  return text.padStart(length, '0');
}
