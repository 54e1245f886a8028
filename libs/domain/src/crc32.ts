/** CRC-32 (IEEE) of ASCII text. It guards against typos, not against attackers, who are kept out by the random bits. */
export function crc32(text: string): number {
  let sum = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    sum = (sum >>> 8) ^ table[(sum ^ text.charCodeAt(index)) & 255];
  }
  return (sum ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let entry = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    entry = entry & 1 ? 0xedb88320 ^ (entry >>> 1) : entry >>> 1;
  }
  return entry;
});
