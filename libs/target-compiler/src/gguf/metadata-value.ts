import { CorruptModel, UnsupportedModel } from '../errors.js';
import type { ByteCursor } from './byte-cursor.js';

export type MetadataValue = number | boolean | string | readonly number[] | readonly string[];

export function readMetadataValue(cursor: ByteCursor, key: string): MetadataValue {
  const type = cursor.uint32();
  if (type === ARRAY) return readArray(cursor, key);
  if (type === STRING) return cursor.string(`the metadata entry "${key}"`);
  if (type === BOOLEAN) return cursor.uint8() !== 0;
  return readerOf(type, key).read(cursor);
}

const BOOLEAN = 7;
const STRING = 8;
const ARRAY = 9;

function readArray(cursor: ByteCursor, key: string): readonly number[] | readonly string[] {
  const type = cursor.uint32();
  const count = cursor.uint64(`the length of "${key}"`);
  if (type === ARRAY) throw new UnsupportedModel(`The metadata entry "${key}" is an array of arrays.`);
  const itemBytes = type === STRING ? STRING_BYTES_MIN : readerOf(type, key).bytes;
  // Checked before the loop, so that an absurd count costs nothing.
  if (count * itemBytes > cursor.remaining) {
    throw new CorruptModel(`The metadata entry "${key}" claims ${count} items, more than the file can hold.`);
  }
  if (type === STRING) return Array.from({ length: count }, () => cursor.string(`an item of "${key}"`));
  const { read } = readerOf(type, key);
  return Array.from({ length: count }, () => read(cursor));
}

const STRING_BYTES_MIN = 8;

interface NumberReader {
  readonly bytes: number;
  readonly read: (cursor: ByteCursor) => number;
}

const numberReaders: Readonly<Record<number, NumberReader | undefined>> = {
  0: { bytes: 1, read: (cursor) => cursor.uint8() },
  1: { bytes: 1, read: (cursor) => cursor.int8() },
  2: { bytes: 2, read: (cursor) => cursor.uint16() },
  3: { bytes: 2, read: (cursor) => cursor.int16() },
  4: { bytes: 4, read: (cursor) => cursor.uint32() },
  5: { bytes: 4, read: (cursor) => cursor.int32() },
  6: { bytes: 4, read: (cursor) => cursor.float32() },
  [BOOLEAN]: { bytes: 1, read: (cursor) => cursor.uint8() },
  10: { bytes: 8, read: (cursor) => cursor.uint64('a number') },
  11: { bytes: 8, read: (cursor) => cursor.int64() },
  12: { bytes: 8, read: (cursor) => cursor.float64() },
};

function readerOf(type: number, key: string): NumberReader {
  const reader = numberReaders[type];
  if (reader === undefined)
    throw new CorruptModel(`The metadata entry "${key}" has the unknown type ${type}.`);
  return reader;
}
