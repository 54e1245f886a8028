import { join } from 'node:path';

import { InferenceSession, Tensor } from '../onnxruntime.js';
import type { AdaptationLayout, StaticArtifact, WeightLayout } from '../static/static-artifact.js';
import { paddedRows, type TrainingBatch } from './training-batches.js';
import type { Matrices } from './weights-file.js';

type Tensors = Record<string, Tensor>;

/** The adaptation graph with its parameters and their moments: each step is one call. */
export class AdaptationSession {
  private state: Tensors = {};
  /** Steps taken. */
  steps = 0;

  private constructor(
    private readonly session: InferenceSession,
    private readonly artifact: StaticArtifact,
    private readonly layout: AdaptationLayout,
    private readonly matrices: readonly WeightLayout[],
  ) {}

  /** @throws if the artifact cannot be adapted. */
  static async open(artifact: StaticArtifact, start: Matrices): Promise<AdaptationSession> {
    const { adaptation, weights } = artifact.manifest;
    if (adaptation === undefined || weights === undefined)
      throw new Error('the speculator has no adaptation graph');
    const session = await InferenceSession.create(join(artifact.folder, adaptation.file), {
      executionProviders: ['cpu'],
      // A background job: one core is all it may take.
      intraOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    const opened = new AdaptationSession(session, artifact, adaptation, weights.matrices);
    for (const { name, inputs, outputs } of weights.matrices) {
      const dims = [inputs, outputs];
      opened.state[`p.${name}`] = new Tensor('float32', start.get(name)!, dims);
      for (const moment of ['m', 'v']) {
        opened.state[`${moment}.${name}`] = new Tensor('float32', new Float32Array(inputs * outputs), dims);
      }
    }
    return opened;
  }

  get parameters(): Matrices {
    return new Map(this.matrices.map(({ name }) => [name, this.state[`p.${name}`]!.data as Float32Array]));
  }

  /** One step of AdamW at a learning rate. */
  async step(batch: TrainingBatch, rate: number): Promise<void> {
    this.steps++;
    const [m, v] = this.layout.momentDecays;
    const outputs = (await this.session.run({
      ...this.state,
      ...this.batchFeeds(batch),
      rate: scalar(rate),
      'correction.m': scalar(1 / (1 - m ** this.steps)),
      'correction.v': scalar(1 / (1 - v ** this.steps)),
    })) as Tensors;
    for (const name of Object.keys(this.state)) this.state[name] = outputs[`${name}.next`]!;
  }

  async close(): Promise<void> {
    await this.session.release();
  }

  private batchFeeds(batch: TrainingBatch): Tensors {
    const { batch: size, rows, chains } = this.layout;
    const { hiddenSize } = this.artifact.manifest.target;
    const padded = paddedRows(this.layout);
    const embeddings = new Float32Array(size * padded * hiddenSize);
    batch.nextTokens.forEach((token, place) =>
      this.artifact.embeddingTable.write(token, embeddings, place * hiddenSize),
    );
    const feeds: Tensors = {
      hidden: new Tensor('float32', batch.hidden, [size, padded, hiddenSize]),
      embeddings: new Tensor('float32', embeddings, [size, padded, hiddenSize]),
      'weights.0': new Tensor('float32', batch.weights, [size, rows]),
    };
    batch.chains.forEach((chain, index) => {
      const depth = index + 1;
      const dims = [size, chains[index]!];
      feeds[`rows.${depth}`] = new Tensor('int64', BigInt64Array.from(chain.rows, BigInt), dims);
      feeds[`kept.${depth}`] = new Tensor('int64', BigInt64Array.from(chain.kept, BigInt), dims);
      feeds[`weights.${depth}`] = new Tensor('float32', chain.weights, dims);
    });
    return feeds;
  }
}

function scalar(value: number): Tensor {
  return new Tensor('float32', Float32Array.of(value), []);
}
