import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type EmbeddingLayout, EmbeddingTable } from './embedding-table.js';

/** A matrix of `weights.bin`: int8 `[inputs, outputs]` and float32 scales `[outputs]`, at byte offsets. */
export interface WeightLayout {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly valuesOffset: number;
  readonly scalesOffset: number;
}

/** The head of `head.bin`: a matrix whose outputs are tokens, int64 `[outputs]`. */
export interface HeadLayout extends WeightLayout {
  readonly file: string;
  readonly tokensOffset: number;
}

/** What the adaptation graph was built for. */
export interface AdaptationLayout {
  readonly file: string;
  readonly batch: number;
  readonly rows: number;
  /** Chains followed to depths 1, 2, …, of each sequence of the batch. */
  readonly chains: readonly number[];
  /** Decays of the optimizer's first and second moments. */
  readonly momentDecays: readonly [number, number];
}

/** The part of an artifact's `manifest.json` that running and adapting it need. */
export interface StaticManifest {
  readonly formatVersion: number;
  readonly architecture: string;
  readonly target: { readonly ggufSha256: string; readonly hiddenSize: number };
  /** As `adaptation`, there for artifacts that can adapt. */
  readonly head?: HeadLayout;
  readonly weights?: { readonly file: string; readonly matrices: readonly WeightLayout[] };
  readonly adaptation?: AdaptationLayout;
  /** Of each file, by its name. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** A trained speculator on disk, and the embeddings of the target it belongs to. */
export interface StaticArtifact {
  readonly folder: string;
  readonly manifest: StaticManifest;
  readonly embeddingTable: EmbeddingTable;
}

interface TargetManifest {
  readonly ggufSha256: string;
  readonly embedding: EmbeddingLayout;
}

const formatVersion = 3;
/** The trainer knows another one, with attention, to be compared with. */
const architecture = 'mlp-layer';

/**
 * The artifact for the compiled target in `targetFolder`, if one of those in `artifactsFolder` was trained with that
 * model: drafts for another one would be right by chance only. `onRefused` is told of artifacts of that model, or that
 * cannot be read, which are of no use here.
 */
export async function findStaticArtifact(
  artifactsFolder: string,
  targetFolder: string,
  onRefused: (folder: string, reason: string) => void = () => undefined,
): Promise<StaticArtifact | undefined> {
  const target = await readJson<TargetManifest>(join(targetFolder, 'manifest.json'));
  const names = await readdir(artifactsFolder).catch(() => []);
  for (const name of names.sort()) {
    const folder = join(artifactsFolder, name);
    const read = await readManifest(folder);
    if (typeof read === 'string') onRefused(folder, read);
    else if (read?.target.ggufSha256 === target.ggufSha256) {
      const reason = await whyUnusable(folder, read);
      if (reason === undefined) {
        const embeddingTable = await EmbeddingTable.read(targetFolder, target.embedding);
        return { folder, manifest: read, embeddingTable };
      }
      onRefused(folder, reason);
    }
  }
  return undefined;
}

/** A string says why it cannot be read; undefined: no artifact is there. */
async function readManifest(folder: string): Promise<StaticManifest | string | undefined> {
  try {
    return await readJson<StaticManifest>(join(folder, 'manifest.json'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : `its manifest.json: ${message}`;
  }
}

async function whyUnusable(folder: string, manifest: StaticManifest): Promise<string | undefined> {
  if (manifest.formatVersion !== formatVersion)
    return `it has format ${manifest.formatVersion}, this version reads ${formatVersion}: export it again`;
  if (manifest.architecture !== architecture)
    return `its architecture is ${manifest.architecture}, replicas run ${architecture} only`;
  for (const [name, sha256] of Object.entries(manifest.sha256)) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    if (bytes === undefined) return `${name} is missing`;
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      return `${name} is damaged: its SHA-256 is not the manifest's`;
  }
  return undefined;
}

async function readJson<Value>(path: string): Promise<Value> {
  return JSON.parse(await readFile(path, 'utf8')) as Value;
}
