import { readFileSync } from 'node:fs';
import { dequantize } from './dequantize.js';
import { tensorTypes, type TensorTypeName } from './tensor-type.js';

/** Random blocks, and what version 0.17 of the format's reference package makes of them. */
const fixture = JSON.parse(
  readFileSync(new URL('./dequantize.fixture.json', import.meta.url), 'utf8'),
) as Record<string, { bytes: string; values: string }>;

describe('dequantize', () => {
  it.each(Object.keys(fixture))(
    'gives the reference implementation’s values for %s, to the last bit',
    (name) => {
      const type = tensorTypes[name as TensorTypeName];
      const bytes = Buffer.from(fixture[name].bytes, 'base64');
      const expected = Buffer.from(fixture[name].values, 'base64');
      const values = new Float32Array((bytes.length / type.blockBytes) * type.blockElements);
      dequantize(type, bytes, values, 0);
      // Compared as numbers, because 0 and −0 are the same weight.
      const reference = new Float32Array(new Uint8Array(expected).buffer);
      expect([...values].findIndex((value, index) => value !== reference[index])).toBe(-1);
      expect(values).toHaveLength(reference.length);
    },
  );

  it('copies F32 from an unaligned place', () => {
    const source = Buffer.concat([Buffer.from([0]), Buffer.from(new Float32Array([1.5, -2.25]).buffer)]);
    const values = new Float32Array(3);
    dequantize(tensorTypes.F32, source.subarray(1), values, 1);
    expect([...values]).toEqual([0, 1.5, -2.25]);
  });
});
