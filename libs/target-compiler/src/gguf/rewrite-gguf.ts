import { open, rename, rm, type FileHandle } from 'node:fs/promises';

import { ByteCursor } from './byte-cursor.js';
import { text, uint32, uint64 } from './encode-values.js';
import type { GgufHeader, TensorInfo } from './gguf-header.js';
import { readMetadataValue } from './metadata-value.js';
import { tensorTypes, type TensorTypeName } from './tensor-type.js';

/** What becomes of a tensor: its bytes are copied, or made anew in another type. */
export type TensorRewrite =
  | { readonly kind: 'copied' }
  | { readonly kind: 'made'; readonly type: TensorTypeName; readonly make: () => Promise<Uint8Array> };

export interface RewriteOptions {
  readonly sourcePath: string;
  readonly header: GgufHeader;
  readonly outputPath: string;
  readonly rewriteOf: (tensor: TensorInfo) => TensorRewrite;
}

interface PlacedTensor {
  readonly info: TensorInfo;
  readonly rewrite: TensorRewrite;
  readonly typeId: number;
  readonly byteLength: number;
  /** From the beginning of the data. */
  readonly offset: number;
}

/**
 * Writes a GGUF of version 3 with the metadata of another one, tensor by tensor. It appears whole or not at all: it is
 * written beside its place and renamed.
 */
export async function rewriteGguf({
  sourcePath,
  header,
  outputPath,
  rewriteOf,
}: RewriteOptions): Promise<void> {
  const source = await open(sourcePath, 'r');
  const partPath = `${outputPath}.part-${process.pid}`;
  const output = await open(partPath, 'w');
  try {
    const alignment = Number(header.metadata.get('general.alignment') ?? defaultAlignment);
    const tensors = placeTensors([...header.tensors.values()], rewriteOf, alignment);
    const head = Buffer.concat([
      Buffer.from('GGUF'),
      uint32(3),
      uint64(tensors.length),
      uint64(header.metadata.size),
      await metadataBytes(source, header),
      ...tensors.map(encodeInfo),
    ]);
    const dataOffset = aligned(head.length, alignment);
    await output.write(head, 0, head.length, 0);
    for (const { info, rewrite, byteLength, offset } of tensors) {
      const bytes =
        rewrite.kind === 'made' ? await rewrite.make() : await bytesAt(source, info.offset, byteLength);
      await output.write(bytes, 0, byteLength, dataOffset + offset);
    }
    await output.sync();
    await output.close();
    await rename(partPath, outputPath);
  } catch (error) {
    await output.close().catch(() => undefined);
    await rm(partPath, { force: true });
    throw error;
  } finally {
    await source.close();
  }
}

const defaultAlignment = 32;
/** Magic, version, and the numbers of tensors and of metadata entries. */
const countsEnd = 24;

function placeTensors(
  infos: readonly TensorInfo[],
  rewriteOf: RewriteOptions['rewriteOf'],
  alignment: number,
): PlacedTensor[] {
  let offset = 0;
  return infos.map((info) => {
    const rewrite = rewriteOf(info);
    const type = rewrite.kind === 'made' ? tensorTypes[rewrite.type] : info.type;
    const byteLength = (info.elementCount / type.blockElements) * type.blockBytes;
    const placed = { info, rewrite, typeId: type.id, byteLength, offset };
    offset = aligned(offset + byteLength, alignment);
    return placed;
  });
}

/** The metadata as it stands in the file, whatever its entries mean. */
async function metadataBytes(source: FileHandle, { tensors, metadata }: GgufHeader): Promise<Buffer> {
  const headEnd = Math.min(...[...tensors.values()].map(({ offset }) => offset));
  const head = await bytesAt(source, 0, headEnd);
  const cursor = new ByteCursor(head.subarray(countsEnd), headEnd - countsEnd);
  for (let entry = 0; entry < metadata.size; entry++)
    readMetadataValue(cursor, cursor.string('a metadata key'));
  return head.subarray(countsEnd, countsEnd + cursor.position);
}

function encodeInfo({ info, typeId, offset }: PlacedTensor): Buffer {
  const dims = [uint32(info.dims.length), ...info.dims.map(uint64)];
  return Buffer.concat([text(info.name), ...dims, uint32(typeId), uint64(offset)]);
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, position);
  return bytes;
}

function aligned(length: number, alignment: number): number {
  return Math.ceil(length / alignment) * alignment;
}
