import { halfAt } from './half-float.js';
import { tensorTypes } from './tensor-type.js';

/**
 * Super-block of 256: scale of scales, scale of minimums, 12 bytes with eight 6-bit scales and minimums, 128 bytes
 * of nibbles. Each 32 bytes hold two sub-blocks: the low nibbles, then the high ones.
 */
export function dequantizeQ4K(bytes: Uint8Array, out: Float32Array, outOffset: number): void {
  const { blockBytes, blockElements } = tensorTypes.Q4_K;
  for (let block = 0; block < bytes.length; block += blockBytes, outOffset += blockElements) {
    const scale = halfAt(bytes, block);
    const minimumScale = halfAt(bytes, block + 2);
    for (let sub = 0; sub < 8; sub++) {
      const subScale = scale * packedScale(bytes, block + 4, sub);
      const subMinimum = minimumScale * packedMinimum(bytes, block + 4, sub);
      const nibbles = block + 16 + (sub >> 1) * 32;
      const shift = (sub & 1) * 4;
      for (let index = 0; index < 32; index++) {
        const value = (bytes[nibbles + index] >> shift) & 15;
        out[outOffset + sub * 32 + index] = subScale * value - subMinimum;
      }
    }
  }
}

function packedScale(bytes: Uint8Array, at: number, sub: number): number {
  if (sub < 4) return bytes[at + sub] & 63;
  return (bytes[at + sub + 4] & 15) | ((bytes[at + sub - 4] >> 6) << 4);
}

function packedMinimum(bytes: Uint8Array, at: number, sub: number): number {
  if (sub < 4) return bytes[at + sub + 4] & 63;
  return (bytes[at + sub + 4] >> 4) | ((bytes[at + sub] >> 6) << 4);
}

/**
 * Super-block of 256: 128 bytes with the low four bits, 64 bytes with the high two, sixteen signed 8-bit scales,
 * the scale of scales. It comes as two halves of 128 values, each four runs of 32.
 */
export function dequantizeQ6K(bytes: Uint8Array, out: Float32Array, outOffset: number): void {
  const { blockBytes, blockElements } = tensorTypes.Q6_K;
  for (let block = 0; block < bytes.length; block += blockBytes, outOffset += blockElements) {
    const scale = halfAt(bytes, block + 208);
    for (let run = 0; run < 8; run++) {
      const half = run >> 2;
      const quarter = run & 3;
      const low = block + half * 64 + (quarter & 1) * 32;
      const lowShift = (quarter >> 1) * 4;
      const high = block + 128 + half * 32;
      for (let index = 0; index < 32; index++) {
        const subScale = (bytes[block + 192 + run * 2 + (index >> 4)] << 24) >> 24;
        const lowBits = (bytes[low + index] >> lowShift) & 15;
        const highBits = (bytes[high + index] >> (quarter * 2)) & 3;
        out[outOffset + run * 32 + index] = scale * subScale * ((lowBits | (highBits << 4)) - 32);
      }
    }
  }
}
