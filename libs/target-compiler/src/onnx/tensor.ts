import type { ElementType } from './onnx-schema.js';

/** A value of fixed shape that the model file carries itself. */
export interface ConstantTensor {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly bytes: Uint8Array;
}

export function floats(
  values: readonly number[] | Float32Array,
  dims: readonly number[] = [values.length],
): ConstantTensor {
  return { type: 'float32', dims, bytes: bytesOf(Float32Array.from(values)) };
}

export function integers(
  values: readonly number[],
  dims: readonly number[] = [values.length],
): ConstantTensor {
  return { type: 'int64', dims, bytes: bytesOf(BigInt64Array.from(values, BigInt)) };
}

export function unsignedBytes(
  values: readonly number[],
  dims: readonly number[] = [values.length],
): ConstantTensor {
  return { type: 'uint8', dims, bytes: Uint8Array.from(values) };
}

/** The memory of a typed array, not copied. The format is little-endian, as is every machine Node runs on. */
export function bytesOf(array: NodeJS.TypedArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

export function byteLengthOf(type: ElementType, dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, bytesPerElement[type]);
}

const bytesPerElement: Readonly<Record<ElementType, number>> = { float32: 4, uint8: 1, int8: 1, int64: 8 };
