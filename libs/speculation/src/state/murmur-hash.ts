/**
 * MurmurHash3 (x86, 32 bit; Appleby 2011) of 32-bit words. Each step is a bijection of the word and of the hash so
 * far, so two inputs that differ in one word only never hash alike.
 */
export class MurmurHash {
  private length = 0;

  constructor(private hash = 0) {}

  /** Takes further words. */
  mix(words: Int32Array): this {
    let { hash } = this;
    for (let index = 0; index < words.length; index++) {
      let word = Math.imul(words[index], 0xcc9e2d51);
      word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
      hash ^= word;
      hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
    }
    this.hash = hash;
    this.length += words.length;
    return this;
  }

  get value(): number {
    let hash = this.hash ^ (this.length * 4);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) | 0;
  }
}

export function murmurHash(words: Int32Array, seed = 0): number {
  return new MurmurHash(seed).mix(words).value;
}
