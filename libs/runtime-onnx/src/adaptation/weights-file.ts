import { readFile, writeFile } from 'node:fs/promises';

import type { WeightLayout } from '../static/static-artifact.js';

/** Matrices `[inputs, outputs]` in float32, by name. */
export type Matrices = ReadonlyMap<string, Float32Array>;

/** Both values of a pair may round up by a half. */
const pairMax = 126;

export async function readWeights(path: string, layout: readonly WeightLayout[]): Promise<Matrices> {
  const bytes = await readFile(path);
  return new Map(layout.map((matrix) => [matrix.name, dequantize(bytes, matrix)]));
}

export async function writeWeights(
  path: string,
  layout: readonly WeightLayout[],
  matrices: Matrices,
): Promise<void> {
  const size = Math.max(...layout.map(({ scalesOffset, outputs }) => scalesOffset + 4 * outputs));
  const bytes = Buffer.alloc(size);
  for (const matrix of layout) quantize(matrices.get(matrix.name)!, matrix, bytes);
  await writeFile(path, bytes);
}

function dequantize(
  bytes: Buffer,
  { inputs, outputs, valuesOffset, scalesOffset }: WeightLayout,
): Float32Array {
  const matrix = new Float32Array(inputs * outputs);
  for (let output = 0; output < outputs; output++) {
    const scale = bytes.readFloatLE(scalesOffset + 4 * output);
    for (let index = output; index < matrix.length; index += outputs) {
      matrix[index] = bytes.readInt8(valuesOffset + index) * scale;
    }
  }
  return matrix;
}

/**
 * Symmetric, a scale an output. The magnitudes of each pair of inputs stay within 127 together, as kernels without
 * VNNI need: they add two neighbouring products in 16 bits.
 */
export function quantize(
  matrix: Float32Array,
  { inputs, outputs, valuesOffset, scalesOffset }: WeightLayout,
  bytes: Buffer,
): void {
  const scales = new Float32Array(outputs);
  for (let input = 0; input < inputs; input += 2) {
    for (let output = 0; output < outputs; output++) {
      const first = Math.abs(matrix[input * outputs + output]!);
      const second = input + 1 < inputs ? Math.abs(matrix[(input + 1) * outputs + output]!) : 0;
      scales[output] = Math.max(scales[output]!, first + second);
    }
  }
  for (let output = 0; output < outputs; output++) {
    scales[output] = Math.max(scales[output]!, 1e-12) / pairMax;
    bytes.writeFloatLE(scales[output]!, scalesOffset + 4 * output);
  }
  for (let input = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++) {
      const index = input * outputs + output;
      const value = Math.round(matrix[index]! / scales[output]!);
      bytes.writeInt8(Math.max(-127, Math.min(127, value)), valuesOffset + index);
    }
  }
}
