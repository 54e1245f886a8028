import { join } from 'node:path';

import type { RecentTraffic } from '../adaptation/recent-traffic.js';
import { InferenceSession } from '../onnxruntime.js';
import { sessionThreads } from '../session-threads.js';
import { OnnxStaticSpeculator } from './onnx-static-speculator.js';
import type { StaticArtifact } from './static-artifact.js';

/** In every artifact's folder; what it reads lies beside it. */
export const draftGraph = 'speculator.onnx';

/** An adapted layer on narrow traffic is right this often in a row; on broad text calls end earlier by themselves. */
const lookaheadMax = 16;

export interface OpenStaticOptions {
  /** Threads of one call, the calling thread included. */
  readonly threads: number;
  /** Where finished sequences go; without it they are not kept. */
  readonly traffic?: RecentTraffic;
}

export async function openStaticSpeculator(
  artifact: StaticArtifact,
  { threads, traffic }: OpenStaticOptions,
): Promise<OnnxStaticSpeculator> {
  const { manifest, embeddingTable } = artifact;
  return new OnnxStaticSpeculator({
    session: await openDraftGraph(artifact.folder, threads),
    threads,
    embeddingTable,
    ...(traffic === undefined ? {} : { traffic }),
    shape: { hiddenSize: manifest.target.hiddenSize, lookaheadMax },
  });
}

/** The draft graph of a folder, with the weights that lie beside it. */
export function openDraftGraph(folder: string, threads: number): Promise<InferenceSession> {
  return InferenceSession.create(join(folder, draftGraph), {
    executionProviders: ['cpu'],
    logSeverityLevel: 3,
    ...sessionThreads(threads),
  });
}
