import { atOnce, type Slices } from './in-slices.js';
import { MurmurHash, murmurHash } from './murmur-hash.js';
import { copyArrays, type StateArray, type StateArrays } from './state-arrays.js';
import { StateRefused } from './state-refused.js';

/** "SLSP" in the bytes of a little-endian word; a machine of the other order reads another word and refuses. */
const magic = 0x50534c53;
/** Changes with the arrays of the state, their order and their meaning. */
const version = 1;

/** The header: magic, version, bytes of the whole, checksum of all other words, number of arrays, bytes of each. */
const fixedHeaderWords = 5;
const checksumIndex = 3;

/** Words hashed or copied between two pauses. */
const sliceWords = 2 ** 16;

/** Writes arrays one after another behind a header, each at a multiple of 8 bytes. */
export function encodeState(arrays: StateArrays): Uint8Array {
  const { bytes, views } = layOut(arrays);
  copyArrays(arrays, views);
  return atOnce(seal(bytes));
}

/** Bytes for these arrays, with the header but for its checksum, and where in them each array goes. */
export function layOut(arrays: StateArrays): { readonly bytes: Uint8Array; readonly views: StateArrays } {
  const parts = Object.values(arrays);
  const bytes = new Uint8Array(byteLengthOf(arrays));
  const header = new Int32Array(bytes.buffer, 0, fixedHeaderWords + parts.length);
  header.set([magic, version, bytes.length, 0, parts.length, ...parts.map(({ byteLength }) => byteLength)]);
  let offset = headerBytes(parts.length);
  const views = Object.entries(arrays).map(([name, array]) => {
    const view = viewLike(array, bytes, offset);
    offset += padded(array.byteLength);
    return [name, view] as const;
  });
  return { bytes, views: Object.fromEntries(views) };
}

/** Completes what `layOut` began, once the arrays are in it. */
export function* seal(bytes: Uint8Array): Slices<Uint8Array> {
  new Int32Array(bytes.buffer)[checksumIndex] = yield* checksumOf(bytes);
  return bytes;
}

/** Reads what `encodeState` wrote into arrays of the same sizes. Throws before it writes to any of them. */
export function* decodeState(bytes: Uint8Array, into: StateArrays): Slices<void> {
  const parts = Object.values(into);
  yield* checkHeader(bytes, into);
  let offset = headerBytes(parts.length);
  const sliceBytes = sliceWords * 4;
  for (const part of parts) {
    const target = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    for (let from = 0; from < target.length; from += sliceBytes) {
      const to = Math.min(target.length, from + sliceBytes);
      target.set(bytes.subarray(offset + from, offset + to), from);
      yield;
    }
    offset += padded(part.byteLength);
  }
}

/** How many bytes each of these arrays has, by what the header says; nothing else is checked. */
export function savedLengths(bytes: Uint8Array, names: readonly string[]): Readonly<Record<string, number>> {
  if (bytes.length < headerBytes(names.length))
    throw new StateRefused('truncated', `${bytes.length} bytes have no header`);
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Object.fromEntries(
    names.map((name, index) => [name, header.getInt32((fixedHeaderWords + index) * 4, true)]),
  );
}

/** From the coarse to the fine, so that the reason is the one that helps. */
function* checkHeader(bytes: Uint8Array, into: StateArrays): Slices<void> {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wordAt = (index: number): number => header.getInt32(index * 4, true);
  if (bytes.length < fixedHeaderWords * 4)
    throw new StateRefused('truncated', `${bytes.length} bytes have no header`);
  if (wordAt(0) !== magic) throw new StateRefused('foreign', 'it does not begin like a state');
  if (wordAt(1) !== version)
    throw new StateRefused('version', `it is of version ${wordAt(1)}, this program reads ${version}`);
  if (wordAt(2) !== bytes.length)
    throw new StateRefused('truncated', `it has ${bytes.length} bytes and says ${wordAt(2)}`);
  if (wordAt(checksumIndex) !== (yield* checksumOf(bytes)))
    throw new StateRefused('checksum', 'it was changed since it was saved');
  const parts = Object.entries(into);
  if (wordAt(4) !== parts.length)
    throw new StateRefused('size', `it has ${wordAt(4)} arrays, not ${parts.length}`);
  parts.forEach(([name, { byteLength }], index) => {
    const saved = wordAt(fixedHeaderWords + index);
    if (saved !== byteLength)
      throw new StateRefused('size', `its ${name} has ${saved} bytes, that of this endpoint ${byteLength}`);
  });
}

/** Of all words but its own. */
function* checksumOf(bytes: Uint8Array): Slices<number> {
  const isAligned = bytes.byteOffset % 4 === 0;
  const aligned = isAligned ? bytes : bytes.slice();
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  const hash = new MurmurHash(murmurHash(words.subarray(0, checksumIndex)));
  for (let from = checksumIndex + 1; from < words.length; from += sliceWords) {
    hash.mix(words.subarray(from, from + sliceWords));
    yield;
  }
  return hash.value;
}

function viewLike(array: StateArray, bytes: Uint8Array, offset: number): StateArray {
  const View = array.constructor as new (
    buffer: ArrayBufferLike,
    offset: number,
    length: number,
  ) => StateArray;
  return new View(bytes.buffer, offset, array.length);
}

function byteLengthOf(arrays: StateArrays): number {
  const parts = Object.values(arrays);
  return parts.reduce((sum, { byteLength }) => sum + padded(byteLength), headerBytes(parts.length));
}

function headerBytes(arrayCount: number): number {
  return padded((fixedHeaderWords + arrayCount) * 4);
}

function padded(byteLength: number): number {
  return Math.ceil(byteLength / 8) * 8;
}
