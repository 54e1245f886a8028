import { CorruptModel } from '../errors.js';

/** The bytes at hand end before the value does, but the file goes on: read more and parse again. */
export class MoreBytesNeeded extends Error {}

/**
 * Reads little-endian values off the beginning of a file. Every read is checked against the length of the whole
 * file first, so that a count made of garbage is reported instead of allocated.
 */
export class ByteCursor {
  private offset = 0;
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly fileBytes: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.offset;
  }

  /** Bytes of the file after the cursor. */
  get remaining(): number {
    return this.fileBytes - this.offset;
  }

  uint8(): number {
    return this.view.getUint8(this.take(1, 'a byte'));
  }

  int8(): number {
    return this.view.getInt8(this.take(1, 'a byte'));
  }

  uint16(): number {
    return this.view.getUint16(this.take(2, 'a number'), true);
  }

  int16(): number {
    return this.view.getInt16(this.take(2, 'a number'), true);
  }

  uint32(): number {
    return this.view.getUint32(this.take(4, 'a number'), true);
  }

  int32(): number {
    return this.view.getInt32(this.take(4, 'a number'), true);
  }

  float32(): number {
    return this.view.getFloat32(this.take(4, 'a number'), true);
  }

  float64(): number {
    return this.view.getFloat64(this.take(8, 'a number'), true);
  }

  /** A 64-bit unsigned integer, which must be exact as a JavaScript number. */
  uint64(what: string): number {
    const value = this.view.getBigUint64(this.take(8, what), true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw new CorruptModel(`The file gives ${what} as ${value}.`);
    return Number(value);
  }

  int64(): number {
    return Number(this.view.getBigInt64(this.take(8, 'a number'), true));
  }

  string(what: string): string {
    const length = this.uint64(`the length of ${what}`);
    const start = this.take(length, what);
    return decoder.decode(this.bytes.subarray(start, start + length));
  }

  private take(count: number, what: string): number {
    const start = this.offset;
    if (start + count > this.fileBytes) {
      throw new CorruptModel(`The file ends within ${what}: it is truncated, or not what its header says.`);
    }
    if (start + count > this.bytes.length) throw new MoreBytesNeeded();
    this.offset = start + count;
    return start;
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
