import { Calibration } from '../calibration.js';
import { SimulatedDomain } from '../testing/simulated-domain.js';
import { TokenMemory } from '../token-memory.js';
import { murmurHash } from './murmur-hash.js';

const memory = (): TokenMemory => {
  const filled = new TokenMemory({ ringLog2: 9, ngramsLog2: 9 });
  for (const { tokens } of new SimulatedDomain({ seed: 7 }).requests(10)) {
    filled.count(tokens, 0, tokens.length);
    filled.record(tokens, 0, tokens.length);
    filled.separate();
  }
  filled.checkIntegrity();
  return filled;
};

describe('checkIntegrity', () => {
  it.each<
    [
      string,
      (array: (name: string) => { fill(value: number): unknown; [at: number]: number }) => void,
      RegExp,
    ]
  >([
    ['more tokens than slots', (array) => (array('ring.bounds')[1] = 600), /holds 600 tokens/],
    ['an index that was lost', (array) => array('ring.newest').fill(0), /is not indexed/],
    [
      'links that lead nowhere',
      (array) => array('ring.older').fill(array('ring.bounds')[0] - 1),
      /leads forwards/,
    ],
    ['an overwritten token', (array) => array('ring.tokens').fill(3), /index/],
    ['a context in another bucket', (array) => array('ngrams.tags').fill(1 << 5), /not found there/],
    ['counts below zero', (array) => array('ngrams.counts').fill(-1), /impossible counts/],
    ['counts that never decayed', (array) => array('ngrams.counts').fill(1000), /impossible counts/],
    ['no number', (array) => array('ngrams.counts').fill(NaN), /impossible counts/],
    ['resistance without end', (array) => array('ngrams.resistance').fill(200), /resists too much/],
  ])('names %s', (_, damage, message) => {
    const broken = memory();
    damage((name) => broken.arrays[name]);
    expect(() => broken.checkIntegrity()).toThrow(message);
  });

  it('names more successes than trials', () => {
    const calibration = new Calibration();
    calibration.cells.successes[3] = 2;
    expect(() => calibration.checkIntegrity()).toThrow(
      'calibration.cells: entry 3 counts 2 successes of 0 trials',
    );
  });
});

describe('murmurHash', () => {
  it('gives the published values', () => {
    expect(murmurHash(new Int32Array(0))).toBe(0);
    expect(murmurHash(new Int32Array(0), 1) >>> 0).toBe(0x514e28b7);
    expect(murmurHash(Int32Array.of(0)) >>> 0).toBe(0x2362f9de);
    // The bytes of "test".
    expect(murmurHash(Int32Array.of(0x74736574)) >>> 0).toBe(0xba6bd213);
  });
});
