import { text, uint32, uint64 } from '../gguf/encode-values.js';
import { tensorTypes, type TensorTypeName } from '../gguf/tensor-type.js';

export type GgufEntry =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'texts'; readonly value: readonly string[] }
  | { readonly kind: 'counts'; readonly value: readonly number[] };

export interface GgufTensor {
  readonly type: TensorTypeName;
  /** The fastest-running dimension first. */
  readonly dims: readonly number[];
  readonly bytes: Uint8Array;
}

/** Writes a GGUF file of version 3. */
export function encodeGguf(
  metadata: Readonly<Record<string, GgufEntry>>,
  tensors: Readonly<Record<string, GgufTensor>>,
): Buffer {
  const entries = Object.entries(metadata).map(([key, entry]) =>
    Buffer.concat([text(key), encodeEntry(entry)]),
  );
  const infos: Buffer[] = [];
  const data: Buffer[] = [];
  let offset = 0;
  for (const [name, { type, dims, bytes }] of Object.entries(tensors)) {
    infos.push(
      text(name),
      uint32(dims.length),
      ...dims.map(uint64),
      uint32(tensorTypes[type].id),
      uint64(offset),
    );
    data.push(padded(Buffer.from(bytes)));
    offset += padded(Buffer.from(bytes)).length;
  }
  const counts = [uint64(infos.length === 0 ? 0 : Object.keys(tensors).length), uint64(entries.length)];
  const header = Buffer.concat([Buffer.from('GGUF'), uint32(3), ...counts, ...entries, ...infos]);
  return Buffer.concat([padded(header), ...data]);
}

const ALIGNMENT = 32;
const UINT32 = 4;
const FLOAT32 = 6;
const BOOLEAN = 7;
const STRING = 8;
const ARRAY = 9;

function encodeEntry(entry: GgufEntry): Buffer {
  switch (entry.kind) {
    case 'text':
      return Buffer.concat([uint32(STRING), text(entry.value)]);
    case 'count':
      return Buffer.concat([uint32(UINT32), uint32(entry.value)]);
    case 'float':
      return Buffer.concat([uint32(FLOAT32), float32(entry.value)]);
    case 'flag':
      return Buffer.concat([uint32(BOOLEAN), Buffer.from([entry.value ? 1 : 0])]);
    case 'texts':
      return Buffer.concat([
        uint32(ARRAY),
        uint32(STRING),
        uint64(entry.value.length),
        ...entry.value.map(text),
      ]);
    case 'counts':
      return Buffer.concat([
        uint32(ARRAY),
        uint32(UINT32),
        uint64(entry.value.length),
        ...entry.value.map(uint32),
      ]);
  }
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT)]);
}
