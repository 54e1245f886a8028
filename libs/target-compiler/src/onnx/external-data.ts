import type { FileHandle } from 'node:fs/promises';
import type { WeightGroup, WeightShape } from './graph-builder.js';
import { byteLengthOf } from './tensor.js';

/** Where a weight lies in the weights file. */
export interface ExternalTensor extends WeightShape {
  readonly offset: number;
  readonly byteLength: number;
}

/** Places tensors one after another, each at a page boundary so that the runtime can map it. */
export function placeWeights(groups: readonly WeightGroup[]): ReadonlyMap<string, ExternalTensor> {
  const placed = new Map<string, ExternalTensor>();
  let end = 0;
  for (const tensor of groups.flatMap((group) => group.tensors)) {
    const offset = Math.ceil(end / PAGE_BYTES) * PAGE_BYTES;
    const byteLength = byteLengthOf(tensor.type, tensor.dims);
    placed.set(tensor.name, { ...tensor, offset, byteLength });
    end = offset + byteLength;
  }
  return placed;
}

/** Appends to a file up to given offsets, and shows every byte to `observe`. */
export class SequentialFile {
  private offset = 0;

  constructor(
    private readonly handle: FileHandle,
    private readonly observe: (bytes: Uint8Array) => void,
  ) {}

  async writeAt(offset: number, content: Uint8Array): Promise<void> {
    await this.append(new Uint8Array(offset - this.offset));
    await this.append(content);
  }

  private async append(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      const piece = bytes.subarray(start, start + PIECE_BYTES);
      this.observe(piece);
      let done = 0;
      while (done < piece.length) {
        done += (await this.handle.write(piece, done, piece.length - done)).bytesWritten;
      }
    }
    this.offset += bytes.length;
  }
}

const PAGE_BYTES = 4096;
/** Some systems write at most 2 GiB at once. */
const PIECE_BYTES = 64 << 20;
