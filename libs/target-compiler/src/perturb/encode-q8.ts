import { tensorTypes } from '../gguf/tensor-type.js';

const { blockElements, blockBytes } = tensorTypes.Q8_0;

/** Encodes values as Q8_0: blocks of 32 int8 values with a half-precision scale, as llama.cpp lays them out. */
export function encodeQ8(values: Float32Array): Uint8Array {
  const blockCount = values.length / blockElements;
  const bytes = Buffer.alloc(blockCount * blockBytes);
  for (let block = 0; block < blockCount; block++) {
    const first = block * blockElements;
    let largest = 0;
    for (let index = 0; index < blockElements; index++)
      largest = Math.max(largest, Math.abs(values[first + index]));
    const scale = largest / 127;
    const offset = block * blockBytes;
    bytes.writeUInt16LE(halfBits(scale), offset);
    for (let index = 0; index < blockElements; index++) {
      const quantized = scale === 0 ? 0 : Math.round(values[first + index] / scale);
      bytes.writeInt8(quantized, offset + 2 + index);
    }
  }
  return bytes;
}

/** IEEE half precision of a number that is not negative, rounded to nearest; scales of weights are far from its limits. */
export function halfBits(value: number): number {
  if (value < smallestNormal) return Math.round(value / smallestSubnormal);
  const exponent = Math.min(15, Math.floor(Math.log2(value)));
  // A fraction that rounds up to 1024 carries into the exponent, as it should.
  return Math.min(infinityBits - 1, ((exponent + 15) << 10) + Math.round((value / 2 ** exponent - 1) * 1024));
}

const smallestNormal = 2 ** -14;
const smallestSubnormal = 2 ** -24;
const infinityBits = 0x7c00;
