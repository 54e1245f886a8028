/**
 * Gumbel noise as a function of (seed, position, token): the same draw whenever and however it is asked for.
 * Adding it to logits and taking the maximum samples from their softmax (the Gumbel-max trick).
 */
export class PositionNoise {
  private low = 0;
  private high = 0;

  constructor(private readonly seed: number) {}

  moveTo(position: number): void {
    const seedLow = this.seed >>> 0;
    const seedHigh = Math.floor(this.seed / 4294967296) >>> 0;
    this.low = mix(seedLow ^ mix(position + 0x9e3779b9));
    this.high = mix(seedHigh ^ Math.imul(this.low, 0x85ebca6b) ^ position);
  }

  /** The 32 random bits of a token at the current position. */
  bits(token: number): number {
    return mix(mix(this.low ^ Math.imul(token + 1, 0x9e3779b1)) + this.high) >>> 0;
  }
}

/** Standard Gumbel noise from 32 random bits: −ln(−ln u) with u = (bits + ½) ÷ 2³². It rises with them. */
export function gumbel(bits: number): number {
  return -Math.log(-Math.log((bits + 0.5) / 4294967296));
}

const ceilingShift = 20;
const ceilings = Float64Array.from({ length: 2 ** (32 - ceilingShift) }, (_, high) =>
  gumbel((high + 1) * 2 ** ceilingShift - 1),
);

/** What the noise from these bits cannot exceed, without a logarithm: a draw asks it of nearly every token. */
export function gumbelCeiling(bits: number): number {
  return ceilings[bits >>> ceilingShift]!;
}

/** No draw of 32 bits exceeds −ln(−ln(1 − 2⁻³³)): a token further than this below the best cannot win. */
export const gumbelMax = 22.8739;

/** The murmur3 finalizer: every input bit changes every output bit with probability near one half. */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
