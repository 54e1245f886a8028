import type { Architecture } from '../architecture.js';
import { GraphBuilder, type Graph, type Value } from '../onnx/graph-builder.js';
import { integers } from '../onnx/tensor.js';
import type { Profile } from '../profile.js';
import { addAttention, addAttentionShared, declareLayerKv } from './attention.js';
import type { Construction } from './construction.js';
import { addEmbedding } from './embedding.js';
import { addFeedForward } from './feed-forward.js';
import { linearOf } from './linear.js';
import type { ModelTensors } from './model-tensors.js';
import { addAndNormalize, normalize, type SummedRows } from './norm.js';
import { declareStepInputs } from './step-inputs.js';

export interface TargetGraphOptions {
  readonly architecture: Architecture;
  readonly tensors: ModelTensors;
  readonly profile: Profile;
}

/**
 * The graph that scores one step: R rows of several lanes, packed.
 *
 * Inputs: `declareStepInputs`, and for each layer `past.N.k`, `past.N.v` [b, kv heads, capacity, head size] and
 * `window.N.k`, `window.N.v` [b, kv heads, 64, head size].
 *
 * Outputs: `logits` [N, vocabulary] and `greedy` [N] of the rows asked for, `hidden` [R, hidden] (normalized, as the
 * head reads it), `new_kv` [R, layers × 2 × kv heads × head size]: by layer, keys then values.
 */
export function buildTargetGraph({ architecture, tensors, profile }: TargetGraphOptions): Graph {
  const graph = new GraphBuilder();
  const step = declareStepInputs(graph, architecture);
  const linear = linearOf(profile, graph);
  const construction: Construction = { graph, architecture, tensors, step, linear };
  // The head decides between close candidates: in four bits it cost another 7 % of perplexity.
  const headLinear = profile === 'int4' ? linearOf('int8-row', graph) : linear;
  const table = tensors.matrix('token_embd.weight', architecture.vocabularySize, architecture.hiddenSize);

  const embedded = addEmbedding(construction, table, profile);
  const { hidden, newKv } = addLayers(construction, embedded);
  addHead({ ...construction, linear: headLinear }, hidden);
  addNewKv(construction, newKv);
  tensors.assertAllUsed();
  return graph;
}

interface LayersResult {
  readonly hidden: Value;
  /** By layer, keys then values: [R, kv heads, head size] each. */
  readonly newKv: readonly Value[];
}

function addLayers(construction: Construction, embedded: Value): LayersResult {
  const { graph, architecture } = construction;
  const layers = Array.from({ length: architecture.layerCount }, (_, layer) => layer);
  const kvOfLayers = layers.map((layer) => declareLayerKv(construction, layer));
  const shared = addAttentionShared(construction, kvOfLayers[0]);
  const newKv: Value[] = [];

  let stream: SummedRows = {
    sum: embedded,
    normed: graph.within('layer.0', () => normalize(construction, embedded, normOf(0))),
  };
  for (const layer of layers) {
    const attended = graph.within(`layer.${layer}.attention`, () =>
      addAttention(construction, shared, { rows: stream.normed, layer, kv: kvOfLayers[layer] }),
    );
    newKv.push(attended.newKeys, attended.newValues);
    stream = graph.within(`layer.${layer}.feedForward`, () => {
      const between = addAndNormalize(
        construction,
        stream.sum,
        attended.output,
        `blk.${layer}.ffn_norm.weight`,
      );
      const update = addFeedForward(construction, between.normed, layer);
      const isLast = layer === architecture.layerCount - 1;
      const nextNorm = isLast ? 'output_norm.weight' : normOf(layer + 1);
      return graph.within('next', () => addAndNormalize(construction, between.sum, update, nextNorm));
    });
  }
  return { hidden: stream.normed, newKv };
}

function normOf(layer: number): string {
  return `blk.${layer}.attn_norm.weight`;
}

/** Logits only of the rows that someone reads: in a prefill that is one row, or none. */
function addHead({ graph, architecture, tensors, step, linear }: Construction, normed: Value): void {
  const { hiddenSize, vocabularySize } = architecture;
  const hidden = graph.node('Identity', [normed], 'hidden');
  graph.output('hidden', 'float32', ['R', hiddenSize]);
  const rows = graph.node('Gather', [hidden, step.logitRows], 'head.rows', { axis: 0 });
  // Without a matrix of its own the head shares the embedding's.
  const name = tensors.has('output.weight') ? 'output.weight' : 'token_embd.weight';
  const matrix = tensors.matrix(name, vocabularySize, hiddenSize);
  const logits = linear.apply({ values: rows, columnShape: step.logitRowShape }, matrix, 'logits');
  graph.output('logits', 'float32', ['N', vocabularySize]);
  graph.node('ArgMax', [logits], 'greedy', { axis: -1, keepdims: 0 });
  graph.output('greedy', 'int64', ['N']);
}

function addNewKv({ graph, architecture }: Construction, newKv: readonly Value[]): void {
  const { layerCount, kvHeadCount, headSize } = architecture;
  const size = layerCount * 2 * kvHeadCount * headSize;
  const byHead = graph.node('Concat', newKv, 'newKv.byHead', { axis: 1 });
  const shape = graph.constant('newKv.shape', integers([-1, size]));
  graph.node('Reshape', [byHead, shape], 'new_kv');
  graph.output('new_kv', 'float32', ['R', size]);
}
