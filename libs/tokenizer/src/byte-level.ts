/**
 * GPT-2's byte-level alphabet: each byte has one printable character that stands for it in the vocabulary. Bytes
 * that print stand for themselves; the others take the characters from U+0100 on, in order.
 */
export function byteOfCharacter(): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const isPrintable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    bytes.set(String.fromCodePoint(isPrintable ? byte : next++), byte);
  }
  return bytes;
}
