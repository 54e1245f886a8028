/** Values of a row that share a scale and a zero point. Blocks of 128 lose bit-exactness between one row and many. */
export const INT4_BLOCK_SIZE = 32;

/** A matrix [rows, columns] as MatMulNBits reads it: two values a byte, the earlier in the low half. */
export interface Int4Blocks {
  /** [rows, blocks, 16] */
  readonly packed: Uint8Array;
  /** [rows × blocks] */
  readonly scales: Float32Array;
  /** [rows, ⌈blocks / 2⌉], two a byte. */
  readonly zeroPoints: Uint8Array;
}

/** Asymmetric quantization to 0–15 by blocks. Zero is always exact, as the kernel's zero point is an integer. */
export function quantizeInt4Blocks(matrix: Float32Array, rows: number, columns: number): Int4Blocks {
  const blocks = columns / INT4_BLOCK_SIZE;
  const zeroPointBytes = Math.ceil(blocks / 2);
  const packed = new Uint8Array((rows * columns) / 2);
  const scales = new Float32Array(rows * blocks);
  const zeroPoints = new Uint8Array(rows * zeroPointBytes);
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < blocks; block++) {
      const start = row * columns + block * INT4_BLOCK_SIZE;
      const { scale, zeroPoint } = rangeOf(matrix, start);
      scales[row * blocks + block] = scale;
      zeroPoints[row * zeroPointBytes + (block >> 1)] |= zeroPoint << ((block & 1) * 4);
      packBlock(matrix, start, scale, zeroPoint, packed);
    }
  }
  return { packed, scales, zeroPoints };
}

function rangeOf(values: Float32Array, start: number): { scale: number; zeroPoint: number } {
  let minimum = 0;
  let maximum = 0;
  for (let index = start; index < start + INT4_BLOCK_SIZE; index++) {
    minimum = Math.min(minimum, values[index]);
    maximum = Math.max(maximum, values[index]);
  }
  const scale = (maximum - minimum) / 15;
  return scale === 0 ? { scale: 1, zeroPoint: 0 } : { scale, zeroPoint: toInt4(-minimum / scale) };
}

function packBlock(
  values: Float32Array,
  start: number,
  scale: number,
  zeroPoint: number,
  packed: Uint8Array,
): void {
  for (let index = start; index < start + INT4_BLOCK_SIZE; index += 2) {
    const low = toInt4(values[index] / scale + zeroPoint);
    const high = toInt4(values[index + 1] / scale + zeroPoint);
    packed[index >> 1] = low | (high << 4);
  }
}

function toInt4(value: number): number {
  return Math.max(0, Math.min(15, Math.round(value)));
}
