import { buffer } from 'node:stream/consumers';
import { constants, createGunzip, createGzip, type Gzip } from 'node:zlib';

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
 * without a copy of the whole. A young state is mostly zeros, a full one has little that repeats but zeros: looking for
 * those alone takes 0.6 times as long as level 1 does (192 and 324 ms for 13 MB), for 3 % more bytes.
 */
export function packLearnedStream(learned: LearnedState): Gzip {
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
  const { Z_BEST_SPEED: level, Z_RLE: strategy } = constants;
  const zip = createGzip({ level, strategy, chunkSize: zipChunkBytes });
  for (const part of [length, header, ...parts]) zip.write(part);
  zip.end();
  return zip;
}

/** The same as one piece. */
export function packLearned(learned: LearnedState): Promise<Buffer> {
  return buffer(packLearnedStream(learned));
}

/** @throws LearnedRefused for whatever `packLearned` did not write. */
export async function unpackLearned(bytes: Uint8Array): Promise<LearnedState> {
  const pieces = new Pieces(unzip(bytes));
  try {
    const headerLength = Buffer.from(await pieces.take(lengthBytes)).readUInt32LE();
    const header = headerSchema.parse(JSON.parse(Buffer.from(await pieces.take(headerLength)).toString()));
    const { modelDigest, learnedTokens, graphDigest } = header;
    if (header.parts.length !== (graphDigest === null ? 1 : 3)) throw new Error('parts are missing');
    const parts: Uint8Array[] = [];
    for (const length of header.parts) parts.push(await pieces.take(length));
    await pieces.expectEnd();
    const [speculation, weights, head] = parts as [Uint8Array, Uint8Array, Uint8Array];
    return {
      modelDigest,
      learnedTokens,
      speculation,
      ...(graphDigest === null ? {} : { layer: { graphDigest, weights, head } }),
    };
  } catch {
    throw new LearnedRefused('it is no learned state, or damaged.');
  }
}

/** In large pieces, so that no thread is held up for long. */
function unzip(bytes: Uint8Array): AsyncIterator<Uint8Array> {
  const stream = createGunzip({ chunkSize: zipChunkBytes });
  stream.end(bytes);
  return stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
}

/** What comes in pieces of any length, in pieces of the wanted ones. */
class Pieces {
  private rest: Uint8Array = new Uint8Array(0);
  private taken = 0;

  constructor(private readonly source: AsyncIterator<Uint8Array>) {}

  async take(length: number): Promise<Uint8Array> {
    if ((this.taken += length) > unpackedBytesMax) throw new RangeError('it claims to be too large');
    const piece = new Uint8Array(length);
    for (let filled = 0; filled < length;) {
      if (this.rest.length === 0) this.rest = await this.next();
      const part = this.rest.subarray(0, length - filled);
      piece.set(part, filled);
      filled += part.length;
      this.rest = this.rest.subarray(part.length);
    }
    return piece;
  }

  async expectEnd(): Promise<void> {
    if (this.rest.length > 0 || (await this.source.next()).done !== true) throw new Error('it goes on');
  }

  private async next(): Promise<Uint8Array> {
    const { done, value } = await this.source.next();
    if (done === true) throw new Error('it ends early');
    return value as Uint8Array;
  }
}
