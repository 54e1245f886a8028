import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { InferenceSession } from 'onnxruntime-node';

import { type EmbeddingLayout, EmbeddingTable } from './embedding-table.js';
import { OnnxStaticSpeculator } from './onnx-static-speculator.js';

/** The part of an artifact's `manifest.json` that running it needs. */
interface StaticManifest {
  readonly formatVersion: number;
  readonly target: { readonly ggufSha256: string; readonly hiddenSize: number };
  readonly window: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

interface TargetManifest {
  readonly ggufSha256: string;
  readonly embedding: EmbeddingLayout;
}

const formatVersion = 1;
const lookaheadMax = 8;

/**
 * Opens the static speculator for the compiled target in `targetFolder`, if one of the artifacts in `artifactsFolder`
 * was trained with that model: drafts for another one would be right by chance only.
 */
export async function openStaticSpeculator(
  artifactsFolder: string,
  targetFolder: string,
): Promise<OnnxStaticSpeculator | undefined> {
  const target = await readJson<TargetManifest>(join(targetFolder, 'manifest.json'));
  const names = await readdir(artifactsFolder).catch(() => []);
  for (const name of names.sort()) {
    const folder = join(artifactsFolder, name);
    const manifest = await readJson<StaticManifest>(join(folder, 'manifest.json')).catch(() => undefined);
    if (manifest?.formatVersion === formatVersion && manifest.target.ggufSha256 === target.ggufSha256) {
      return open(folder, manifest, await EmbeddingTable.read(targetFolder, target.embedding));
    }
  }
  return undefined;
}

async function open(
  folder: string,
  manifest: StaticManifest,
  embeddingTable: EmbeddingTable,
): Promise<OnnxStaticSpeculator> {
  const session = await InferenceSession.create(join(folder, 'speculator.onnx'), {
    executionProviders: ['cpu'],
    // The target's threads spin while they wait for its next step: a second pool would take turns with them.
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return new OnnxStaticSpeculator({
    session,
    embeddingTable,
    shape: {
      hiddenSize: manifest.target.hiddenSize,
      kvHeadCount: manifest.kvHeads,
      headSize: manifest.headDim,
      window: manifest.window,
      lookaheadMax,
    },
  });
}

async function readJson<Value>(path: string): Promise<Value> {
  return JSON.parse(await readFile(path, 'utf8')) as Value;
}
