import { open, type FileHandle } from 'node:fs/promises';
import { CorruptModel, UnreadableModel } from '../errors.js';
import { MoreBytesNeeded } from './byte-cursor.js';
import { dequantize } from './dequantize.js';
import { parseGgufHeader, type GgufHeader, type TensorInfo } from './gguf-header.js';

/** An open GGUF file: its parsed header, and its tensors one at a time as float32. */
export class GgufFile {
  private constructor(
    private readonly handle: FileHandle,
    readonly header: GgufHeader,
  ) {}

  static async open(path: string): Promise<GgufFile> {
    const handle = await open(path, 'r').catch((cause: unknown) => {
      throw new UnreadableModel(`The model file ${path} cannot be opened: ${reason(cause)}.`, { cause });
    });
    try {
      return new GgufFile(handle, await readHeader(handle));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Reads a tensor piece by piece, so that only its float32 form is ever whole in memory. */
  async readTensor(info: TensorInfo): Promise<Float32Array> {
    const values = new Float32Array(info.elementCount);
    const { blockBytes, blockElements } = info.type;
    const pieceBlocks = Math.floor(PIECE_BYTES / blockBytes);
    const blockCount = info.byteLength / blockBytes;
    for (let block = 0; block < blockCount; block += pieceBlocks) {
      const count = Math.min(pieceBlocks, blockCount - block);
      const piece = await readBytes(this.handle, info.offset + block * blockBytes, count * blockBytes);
      dequantize(info.type, piece, values, block * blockElements);
    }
    assertFinite(values, info.name);
    return values;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

const PIECE_BYTES = 16 << 20;
const HEADER_BYTES_FIRST = 4 << 20;

/** The header's length is not written anywhere, so ever longer beginnings of the file are tried. */
async function readHeader(handle: FileHandle): Promise<GgufHeader> {
  const fileBytes = (await handle.stat()).size;
  for (let length = Math.min(HEADER_BYTES_FIRST, fileBytes); ; length = Math.min(length * 4, fileBytes)) {
    try {
      return parseGgufHeader(await readBytes(handle, 0, length), fileBytes);
    } catch (error) {
      if (!(error instanceof MoreBytesNeeded)) throw error;
    }
  }
}

async function readBytes(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle
      .read(bytes, done, length - done, offset + done)
      .catch((cause: unknown) => {
        throw new UnreadableModel(`The model file cannot be read: ${reason(cause)}.`, { cause });
      });
    if (bytesRead === 0) throw new CorruptModel('The model file became shorter while it was read.');
    done += bytesRead;
  }
  return bytes;
}

function assertFinite(values: Float32Array, name: string): void {
  // Zero times anything finite is zero; times an infinity or a NaN it is NaN, which the sum keeps.
  let trace = 0;
  for (let index = 0; index < values.length; index++) trace += values[index] * 0;
  if (Number.isNaN(trace))
    throw new CorruptModel(`Tensor "${name}" contains values that are not finite numbers.`);
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
