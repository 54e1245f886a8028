import { dequantizeQ4K, dequantizeQ6K } from './dequantize-k.js';
import { halfAt } from './half-float.js';
import { tensorTypes, type TensorType, type TensorTypeName } from './tensor-type.js';

/**
 * Writes the values of whole blocks to `out`, from `outOffset` on. The results equal the reference
 * implementation's bit for bit: products of a half-precision scale and a small integer are exact in a double, so
 * each value is rounded once.
 */
export function dequantize(type: TensorType, bytes: Uint8Array, out: Float32Array, outOffset: number): void {
  dequantizers[type.name](bytes, out, outOffset);
}

export type Dequantizer = (bytes: Uint8Array, out: Float32Array, outOffset: number) => void;

const dequantizers: Readonly<Record<TensorTypeName, Dequantizer>> = {
  F32: dequantizeF32,
  F16: dequantizeF16,
  Q4_0: dequantizeQ4Symmetric,
  Q4_1: dequantizeQ4WithMinimum,
  Q8_0: dequantizeQ8,
  Q4_K: dequantizeQ4K,
  Q6_K: dequantizeQ6K,
};

function dequantizeF32(bytes: Uint8Array, out: Float32Array, outOffset: number): void {
  // Copied as bytes, because the source need not be aligned to four.
  new Uint8Array(out.buffer, out.byteOffset + outOffset * 4, bytes.length).set(bytes);
}

function dequantizeF16(bytes: Uint8Array, out: Float32Array, outOffset: number): void {
  for (let at = 0; at < bytes.length; at += 2) out[outOffset++] = halfAt(bytes, at);
}

/** Block: scale, then 16 bytes whose low nibbles are values 0–15 and whose high nibbles are values 16–31. */
function dequantizeQ4Symmetric(bytes: Uint8Array, out: Float32Array, outOffset: number): void {
  const { blockBytes, blockElements } = tensorTypes.Q4_0;
  for (let block = 0; block < bytes.length; block += blockBytes, outOffset += blockElements) {
    const scale = halfAt(bytes, block);
    for (let index = 0; index < 16; index++) {
      const pair = bytes[block + 2 + index];
      out[outOffset + index] = scale * ((pair & 15) - 8);
      out[outOffset + 16 + index] = scale * ((pair >> 4) - 8);
    }
  }
}

/** As above, with a minimum in place of the fixed offset. */
function dequantizeQ4WithMinimum(bytes: Uint8Array, out: Float32Array, outOffset: number): void {
  const { blockBytes, blockElements } = tensorTypes.Q4_1;
  for (let block = 0; block < bytes.length; block += blockBytes, outOffset += blockElements) {
    const scale = halfAt(bytes, block);
    const minimum = halfAt(bytes, block + 2);
    for (let index = 0; index < 16; index++) {
      const pair = bytes[block + 4 + index];
      out[outOffset + index] = scale * (pair & 15) + minimum;
      out[outOffset + 16 + index] = scale * (pair >> 4) + minimum;
    }
  }
}

function dequantizeQ8(bytes: Uint8Array, out: Float32Array, outOffset: number): void {
  const { blockBytes, blockElements } = tensorTypes.Q8_0;
  for (let block = 0; block < bytes.length; block += blockBytes, outOffset += blockElements) {
    const scale = halfAt(bytes, block);
    for (let index = 0; index < blockElements; index++) {
      out[outOffset + index] = scale * ((bytes[block + 2 + index] << 24) >> 24);
    }
  }
}
