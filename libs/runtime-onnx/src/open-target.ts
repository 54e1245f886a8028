import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { exactThreads } from './exact-threads.js';
import { exactnessClassOf } from './exactness-class.js';
import { OnnxTargetModel } from './onnx-target-model.js';
import { InferenceSession } from './onnxruntime.js';
import { sessionThreads } from './session-threads.js';

export interface OpenTargetOptions {
  /** Threads of one step, the calling thread included; never more than there are key-value heads (`exact-threads.ts`). */
  readonly threads: number;
  /** Sequences decoded together. */
  readonly lanesMax: number;
}

/** A product is cut into this many parts a thread, so that a thread the host holds up leaves its parts to the others. */
const blocksPerThread = '4';

interface TargetManifest {
  readonly graphDigest: string;
  readonly blockSize: number;
  readonly rowsMin: number;
  readonly architecture: {
    readonly layerCount: number;
    readonly headCount: number;
    readonly kvHeadCount: number;
    readonly headSize: number;
    readonly vocabularySize: number;
    readonly contextLength: number;
  };
}

/** Opens a compiled target's folder on the CPU. */
export async function openTarget(folder: string, options: OpenTargetOptions): Promise<OnnxTargetModel> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as TargetManifest;
  const session = await InferenceSession.create(join(folder, 'model.onnx'), {
    executionProviders: ['cpu'],
    logSeverityLevel: 3,
    ...sessionThreads(exactThreads(options.threads, manifest.architecture.kvHeadCount), {
      dynamic_block_base: blocksPerThread,
    }),
  });
  return new OnnxTargetModel({
    session,
    lanesMax: options.lanesMax,
    exactnessClass: exactnessClassOf(manifest.graphDigest, runtimeVersion(), 'cpu'),
    shape: { blockSize: manifest.blockSize, rowsMin: manifest.rowsMin, ...manifest.architecture },
  });
}

function runtimeVersion(): string {
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
  return version;
}
