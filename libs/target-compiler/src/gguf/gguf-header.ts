import { CorruptModel, UnsupportedModel } from '../errors.js';
import { ByteCursor } from './byte-cursor.js';
import { readMetadataValue, type MetadataValue } from './metadata-value.js';
import { tensorTypeOf, type TensorType } from './tensor-type.js';

/** Where a tensor lies. `dims` are the format's own: the fastest-running dimension first. */
export interface TensorInfo {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: TensorType;
  readonly elementCount: number;
  /** From the beginning of the file. */
  readonly offset: number;
  readonly byteLength: number;
}

export interface GgufHeader {
  readonly version: number;
  readonly metadata: ReadonlyMap<string, MetadataValue>;
  readonly tensors: ReadonlyMap<string, TensorInfo>;
}

/**
 * Parses the part of a GGUF file before its tensor data. `bytes` is the file's beginning; if the header is longer,
 * `MoreBytesNeeded` is thrown.
 */
export function parseGgufHeader(bytes: Uint8Array, fileBytes: number): GgufHeader {
  const cursor = new ByteCursor(bytes, fileBytes);
  const version = readVersion(cursor);
  const tensorCount = readCount(cursor, 'the number of tensors');
  const metadataCount = readCount(cursor, 'the number of metadata entries');
  const metadata = readMetadata(cursor, metadataCount);
  const alignment = readAlignment(metadata);
  const declared = Array.from({ length: tensorCount }, () => readDeclaredTensor(cursor));
  const dataOffset = Math.ceil(cursor.position / alignment) * alignment;
  return { version, metadata, tensors: placeTensors(declared, { dataOffset, alignment, fileBytes }) };
}

/** More than any model has; anything above is garbage. */
const COUNT_MAX = 100_000;
const MAGIC = 0x46554747;
const DIMENSIONS_MAX = 4;
const ALIGNMENT_MAX = 1 << 20;
const DEFAULT_ALIGNMENT = 32;

function readVersion(cursor: ByteCursor): number {
  if (cursor.remaining < 4 || cursor.uint32() !== MAGIC) {
    throw new CorruptModel('This is not a GGUF file: it does not begin with "GGUF".');
  }
  const version = cursor.uint32();
  // Version 3 read in the wrong byte order.
  if (version === 0x03000000)
    throw new UnsupportedModel('This GGUF file is big-endian; use a little-endian one.');
  if (version !== 2 && version !== 3) {
    throw new UnsupportedModel(`This GGUF file has format version ${version}; versions 2 and 3 are read.`);
  }
  return version;
}

function readCount(cursor: ByteCursor, what: string): number {
  const count = cursor.uint64(what);
  if (count > COUNT_MAX) throw new CorruptModel(`The file gives ${what} as ${count}, which cannot be true.`);
  return count;
}

function readMetadata(cursor: ByteCursor, count: number): Map<string, MetadataValue> {
  const metadata = new Map<string, MetadataValue>();
  for (let index = 0; index < count; index++) {
    const key = cursor.string('a metadata key');
    if (metadata.has(key)) throw new CorruptModel(`The metadata entry "${key}" appears twice.`);
    metadata.set(key, readMetadataValue(cursor, key));
  }
  return metadata;
}

function readAlignment(metadata: ReadonlyMap<string, MetadataValue>): number {
  const alignment = metadata.get('general.alignment') ?? DEFAULT_ALIGNMENT;
  const isPowerOfTwo = typeof alignment === 'number' && Number.isInteger(Math.log2(alignment));
  if (!isPowerOfTwo || alignment < 1 || alignment > ALIGNMENT_MAX) {
    throw new CorruptModel(`The metadata entry "general.alignment" is ${String(alignment)}.`);
  }
  return alignment;
}

interface DeclaredTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: TensorType;
  readonly relativeOffset: number;
}

function readDeclaredTensor(cursor: ByteCursor): DeclaredTensor {
  const name = cursor.string('a tensor name');
  const dimensionCount = cursor.uint32();
  if (dimensionCount < 1 || dimensionCount > DIMENSIONS_MAX) {
    throw new CorruptModel(`Tensor "${name}" has ${dimensionCount} dimensions.`);
  }
  const dims = Array.from({ length: dimensionCount }, () => cursor.uint64(`a dimension of tensor "${name}"`));
  const type = tensorTypeOf(cursor.uint32(), name);
  return { name, dims, type, relativeOffset: cursor.uint64(`the offset of tensor "${name}"`) };
}

interface DataSection {
  readonly dataOffset: number;
  readonly alignment: number;
  readonly fileBytes: number;
}

function placeTensors(declared: readonly DeclaredTensor[], section: DataSection): Map<string, TensorInfo> {
  const tensors = new Map<string, TensorInfo>();
  for (const tensor of declared) {
    if (tensors.has(tensor.name)) throw new CorruptModel(`Tensor "${tensor.name}" appears twice.`);
    tensors.set(tensor.name, placeTensor(tensor, section));
  }
  return tensors;
}

function placeTensor({ name, dims, type, relativeOffset }: DeclaredTensor, section: DataSection): TensorInfo {
  const elementCount = dims.reduce((product, dim) => product * dim, 1);
  if (elementCount < 1 || !Number.isSafeInteger(elementCount)) {
    throw new CorruptModel(`Tensor "${name}" has the shape ${dims.join(' × ')}.`);
  }
  if (dims[0] % type.blockElements !== 0) {
    throw new CorruptModel(`Tensor "${name}": rows of ${dims[0]} values cannot be stored as ${type.name}.`);
  }
  if (relativeOffset % section.alignment !== 0) {
    throw new CorruptModel(`Tensor "${name}" is not aligned to ${section.alignment} bytes.`);
  }
  const byteLength = (elementCount / type.blockElements) * type.blockBytes;
  const offset = section.dataOffset + relativeOffset;
  if (offset + byteLength > section.fileBytes) {
    throw new CorruptModel(
      `Tensor "${name}" would end at byte ${offset + byteLength}, but the file has ${section.fileBytes}: ` +
        'it is truncated. Get it again.',
    );
  }
  return { name, dims, type, elementCount, offset, byteLength };
}
