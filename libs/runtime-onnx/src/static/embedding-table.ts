import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How the target compiler leaves the target's token embeddings beside the graph. */
export interface EmbeddingLayout {
  readonly file: string;
  /** Tokens, and values of each. */
  readonly rows: number;
  readonly columns: number;
  /** Values that share a scale. */
  readonly blockSize: number;
}

/** The target's token embeddings in int8 by blocks: all values, then all scales (float32, little endian). */
export class EmbeddingTable {
  private constructor(
    readonly columns: number,
    private readonly blockSize: number,
    private readonly values: Int8Array,
    private readonly scales: Float32Array,
  ) {}

  static async read(folder: string, layout: EmbeddingLayout): Promise<EmbeddingTable> {
    const bytes = await readFile(join(folder, layout.file));
    const valueCount = layout.rows * layout.columns;
    const values = new Int8Array(bytes.buffer, bytes.byteOffset, valueCount);
    // A slice is aligned, wherever the file's buffer lies.
    const scales = new Float32Array(
      bytes.buffer.slice(bytes.byteOffset + valueCount, bytes.byteOffset + bytes.length),
    );
    return new EmbeddingTable(layout.columns, layout.blockSize, values, scales);
  }

  /** Writes a token's embedding to `target` from `offset` on. */
  write(token: number, target: Float32Array, offset: number): void {
    const { columns, blockSize, values, scales } = this;
    const first = token * columns;
    for (let column = 0; column < columns; column++) {
      const index = first + column;
      target[offset + column] = values[index]! * scales[(index / blockSize) | 0]!;
    }
  }
}
