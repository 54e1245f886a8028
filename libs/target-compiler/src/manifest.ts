import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CorruptTarget } from './errors.js';
import { BLOCK_SIZE } from './graph/step-inputs.js';
import { profiles } from './profile.js';

export const MANIFEST_FILE = 'manifest.json';

/** Raised when the manifest's fields change. */
export const FORMAT_VERSION = 3;

/** Raised with every change that makes another graph of the same model; targets of another version are made anew. */
export const COMPILER_VERSION = 4;

const count = z.int().positive();
const tokenId = z.int().nonnegative();

const manifestSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  compilerVersion: count,
  name: z.string(),
  ggufSha256: z.string(),
  /** SHA-256 over the graph and its weights: two targets with the same digest are the same computation. */
  graphDigest: z.string(),
  profile: z.enum(profiles),
  architecture: z.object({
    layerCount: count,
    hiddenSize: count,
    headCount: count,
    kvHeadCount: count,
    headSize: count,
    feedForwardSize: count,
    vocabularySize: count,
    contextLength: count,
    ropeTheta: z.number(),
    normEpsilon: z.number(),
  }),
  blockSize: z.literal(BLOCK_SIZE),
  /** Fewest rows of a step that keep a row's bits the same whatever else is in it. */
  rowsMin: count,
  /** The token embeddings by themselves, for speculators that read them: int8 values, then float32 scales by blocks. */
  embedding: z.object({ file: z.string(), rows: count, columns: count, blockSize: count }),
  tokens: z.object({
    bos: tokenId.nullable(),
    eos: tokenId.nullable(),
    /** Whether plain text begins with the `bos` token. Chat templates write it themselves. */
    isBosAdded: z.boolean(),
    /** Tokens that end an answer. */
    stop: z.array(tokenId),
  }),
  /** Jinja source; `null` for models that were not made for chat. */
  chatTemplate: z.string().nullable(),
});

/** What a compiled target says of itself in `manifest.json`. */
export type TargetManifest = z.infer<typeof manifestSchema>;

/** @throws CorruptTarget when the folder does not hold a complete target of this format. */
export async function readTargetManifest(folder: string): Promise<TargetManifest> {
  const path = join(folder, MANIFEST_FILE);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CorruptTarget(`${folder} is not a compiled target: it has no readable ${MANIFEST_FILE}.`, {
      cause,
    });
  });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new CorruptTarget(
      `${path} is damaged or of another version. Delete the folder and compile it again.`,
      {
        cause,
      },
    );
  }
}
