import { SeededRandom } from '@slipstream/testing';
import { INT4_BLOCK_SIZE, quantizeInt4Blocks } from './int4-blocks.js';
import { quantizeInt8Blocks, quantizeInt8Rows } from './int8-rows.js';
import { transpose } from './transpose.js';

function randomMatrix(seed: number, length: number): Float32Array {
  const random = new SeededRandom(seed);
  return Float32Array.from({ length }, () => random.next() * 2 - 1);
}

describe('quantization', () => {
  it('keeps every int8 weight within half a step of its row, also when rows do not fill a tile', () => {
    const [rows, columns] = [70, 32];
    const matrix = randomMatrix(1, rows * columns);
    const { transposed, scales } = quantizeInt8Rows(matrix, rows, columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const restored = transposed[column * rows + row] * scales[row];
        expect(Math.abs(restored - matrix[row * columns + column])).toBeLessThanOrEqual(scales[row] * 0.5001);
      }
    }
  });

  it('keeps every pair of neighbouring weights small enough for 16-bit sums of products', () => {
    const [rows, columns] = [70, 33];
    const { transposed } = quantizeInt8Rows(randomMatrix(3, rows * columns), rows, columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column += 2) {
        const first = Math.abs(transposed[column * rows + row]);
        const second = column + 1 < columns ? Math.abs(transposed[(column + 1) * rows + row]) : 0;
        expect(255 * (first + second)).toBeLessThan(2 ** 15);
      }
    }
  });

  it('keeps a row of zeros zero', () => {
    const { transposed, scales } = quantizeInt8Rows(new Float32Array(64), 2, 32);
    expect([...transposed].every((value) => value === 0)).toBe(true);
    expect([...scales]).toEqual([0, 0]);
  });

  it('gives Q8_0 weights back without loss', () => {
    const random = new SeededRandom(2);
    const stored = Int8Array.from({ length: 64 }, (_, index) =>
      index % 32 === 5 ? 127 : random.next() * 254 - 127,
    );
    const matrix = Float32Array.from(stored, (value, index) => value * (index < 32 ? 0.03125 : 0.25));
    const { values, scales } = quantizeInt8Blocks(matrix, 32);
    expect(values).toEqual(stored);
    expect([...scales]).toEqual([0.03125, 0.25]);
  });

  it('keeps every int4 weight within a step of its block, and zero exact', () => {
    const [rows, columns] = [3, INT4_BLOCK_SIZE * 3];
    const matrix = randomMatrix(3, rows * columns);
    matrix[7] = 0;
    const { packed, scales, zeroPoints } = quantizeInt4Blocks(matrix, rows, columns);
    matrix.forEach((weight, index) => {
      const block = Math.floor(index / INT4_BLOCK_SIZE);
      const [row, blockOfRow] = [Math.floor(block / 3), block % 3];
      const zeroPoint = (zeroPoints[row * 2 + (blockOfRow >> 1)] >> ((blockOfRow & 1) * 4)) & 15;
      const value = (packed[index >> 1] >> ((index & 1) * 4)) & 15;
      const restored = (value - zeroPoint) * scales[block];
      expect(Math.abs(restored - weight)).toBeLessThanOrEqual(scales[block] * 1.0001);
      if (weight === 0) expect(restored).toBe(0);
    });
  });

  it('transposes shapes that do not fill a tile', () => {
    const matrix = randomMatrix(4, 17 * 5);
    const transposed = transpose(matrix, 17, 5);
    for (let row = 0; row < 17; row++) {
      for (let column = 0; column < 5; column++) {
        expect(transposed[column * 17 + row]).toBe(matrix[row * 5 + column]);
      }
    }
  });
});
