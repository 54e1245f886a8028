import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { constants, createGzip, gunzip } from 'node:zlib';

import { z } from 'zod';

import { LearnedRefused } from './learned-refused.js';

/** What has been learned of an endpoint's traffic. */
export interface LearnedState {
  /** SHA-256 of the GGUF of the endpoint's first revision. */
  readonly modelDigest: string;
  /** Tokens it was learned from, in all. */
  readonly learnedTokens: number;
  /** As `EndpointSpeculation.saveState` gives it. */
  readonly speculation: Uint8Array;
  /** The static layer fine-tuned, and the artifact (SHA-256 of its graph) that it belongs to. */
  readonly layer?: LearnedLayer;
}

export interface LearnedLayer {
  readonly graphDigest: string;
  readonly weights: Uint8Array;
  readonly head: Uint8Array;
}

const headerSchema = z.strictObject({
  /** Format 1 did not say from how many tokens. */
  format: z.union([z.literal(1), z.literal(2)]),
  modelDigest: z.string(),
  learnedTokens: z.number().int().nonnegative().default(0),
  graphDigest: z.string().nullable(),
  /** Bytes of the parts that follow: speculation, then weights and head if there is a layer. */
  parts: z.array(z.number().int().nonnegative()),
});

const lengthBytes = 4;
/** Few large pieces: each calls back to the thread that decodes. */
const zipChunkBytes = 1024 ** 2;
/** Learned state is unpacked before anything in it can be checked: this bounds what a forged one may cost. */
const unpackedBytesMax = 128 * 1024 ** 2;

/**
 * Length of the header (uint32, little endian), header (JSON), parts; all of it compressed, in a thread of the pool and
 * without a copy of the whole. A young state is mostly zeros.
 */
export async function packLearned(learned: LearnedState): Promise<Buffer> {
  const { modelDigest, learnedTokens, speculation, layer } = learned;
  const parts = layer === undefined ? [speculation] : [speculation, layer.weights, layer.head];
  const header = Buffer.from(
    JSON.stringify({
      format: 2,
      modelDigest,
      learnedTokens,
      graphDigest: layer?.graphDigest ?? null,
      parts: parts.map(({ byteLength }) => byteLength),
    } satisfies z.output<typeof headerSchema>),
  );
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(header.length);
  const zip = createGzip({ level: constants.Z_BEST_SPEED, chunkSize: zipChunkBytes });
  for (const part of [length, header, ...parts]) zip.write(part);
  zip.end();
  return buffer(zip);
}

/** @throws LearnedRefused for whatever `packLearned` did not write. */
export async function unpackLearned(bytes: Uint8Array): Promise<LearnedState> {
  let whole: Buffer;
  let header: z.output<typeof headerSchema>;
  let offset = lengthBytes;
  try {
    whole = await promisify(gunzip)(bytes, { maxOutputLength: unpackedBytesMax });
    offset += whole.readUInt32LE();
    header = headerSchema.parse(JSON.parse(whole.toString('utf8', lengthBytes, offset)));
  } catch {
    throw new LearnedRefused('it is no learned state, or damaged.');
  }
  const parts = header.parts.map((length) => whole.subarray(offset, (offset += length)));
  const expected = header.graphDigest === null ? 1 : 3;
  if (offset !== whole.length || parts.length !== expected)
    throw new LearnedRefused('its parts do not add up.');
  const [speculation, weights, head] = parts as [Buffer, Buffer, Buffer];
  const { modelDigest, learnedTokens, graphDigest } = header;
  return {
    modelDigest,
    learnedTokens,
    // A copy is aligned, wherever the part lies in the whole.
    speculation: Uint8Array.from(speculation),
    ...(graphDigest === null ? {} : { layer: { graphDigest, weights, head } }),
  };
}
