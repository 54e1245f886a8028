import type { Value } from '../onnx/graph-builder.js';
import { integers } from '../onnx/tensor.js';
import type { Construction } from './construction.js';
import { stackRows } from './model-tensors.js';
import { addRotaryTables, type RotaryTables } from './rotary-tables.js';
import { BLOCK_SIZE } from './step-inputs.js';

/** What the attention of all layers has in common. */
export interface AttentionShared {
  readonly rotary: RotaryTables;
  /** Shapes of packed rows by head, and of packed rows as vectors. */
  readonly byHead: Value;
  readonly asVector: Value;
  /** How many of a row's heads are queries, keys and values. */
  readonly headKinds: Value;
  /** How many of a query's scores belong to the cache, and how many to the window. */
  readonly scoreKinds: Value;
}

/** The cache and the window of one layer: [lanes, kv heads, capacity or 64, head size]. */
export interface LayerKv {
  readonly pastKeys: Value;
  readonly pastValues: Value;
  readonly windowKeys: Value;
  readonly windowValues: Value;
}

export interface Attended {
  readonly output: Value;
  /** The rows' own keys, already rotated, and values: [R, kv heads, head size]. */
  readonly newKeys: Value;
  readonly newValues: Value;
}

export function declareLayerKv({ graph, architecture }: Construction, layer: number): LayerKv {
  const { kvHeadCount, headSize } = architecture;
  const port = (part: string, kind: string, positions: number | string) =>
    graph.input(`${part}.${layer}.${kind}`, 'float32', ['b', kvHeadCount, positions, headSize]);
  return {
    pastKeys: port('past', 'k', 'capacity'),
    pastValues: port('past', 'v', 'capacity'),
    windowKeys: port('window', 'k', BLOCK_SIZE),
    windowValues: port('window', 'v', BLOCK_SIZE),
  };
}

export function addAttentionShared(construction: Construction, anyLayer: LayerKv): AttentionShared {
  const { graph, tensors, architecture } = construction;
  const { headCount, kvHeadCount, headSize } = architecture;
  return graph.within('attention', () => {
    const capacity = graph.node('Shape', [anyLayer.pastKeys], 'capacity', { start: 2, end: 3 });
    const windowSize = graph.constant('windowSize', integers([BLOCK_SIZE]));
    return {
      rotary: addRotaryTables(graph, tensors, architecture),
      byHead: graph.constant('byHead', integers([-1, headCount + 2 * kvHeadCount, headSize])),
      asVector: graph.constant('asVector', integers([-1, headCount * headSize])),
      headKinds: graph.constant('headKinds', integers([headCount, kvHeadCount, kvHeadCount])),
      scoreKinds: graph.node('Concat', [capacity, windowSize], 'scoreKinds', { axis: 0 }),
    };
  });
}

/** Attention of one layer over normalized rows [R, hidden], with its projections in and out. */
export function addAttention(
  construction: Construction,
  shared: AttentionShared,
  { rows, layer, kv }: { readonly rows: Value; readonly layer: number; readonly kv: LayerKv },
): Attended {
  const { graph, linear, step, architecture, tensors } = construction;
  const { hiddenSize, headCount } = architecture;
  const heads = addHeads(construction, shared, rows, layer);
  const queries = graph.node('GatherND', [heads.queries, step.queryIndices], 'paddedQueries');
  const attended = attendInTwoParts(construction, shared, {
    queries,
    kv: {
      ...kv,
      windowKeys: graph.node('ScatterND', [kv.windowKeys, step.windowIndices, heads.keys], 'windowKeys'),
      windowValues: graph.node(
        'ScatterND',
        [kv.windowValues, step.windowIndices, heads.values],
        'windowValues',
      ),
    },
  });
  const packed = graph.node('GatherND', [attended, step.attendedIndices], 'attendedHeads');
  const vectors = graph.node('Reshape', [packed, shared.asVector], 'attended');
  const matrix = tensors.matrix(
    `blk.${layer}.attn_output.weight`,
    hiddenSize,
    headCount * architecture.headSize,
  );
  const output = linear.apply({ values: vectors, columnShape: step.rowShape }, matrix, 'attentionOutput');
  return { output, newKeys: heads.keys, newValues: heads.values };
}

interface Heads {
  readonly queries: Value;
  readonly keys: Value;
  readonly values: Value;
}

/** Queries, keys and values of all rows from one product, rotated in one pass: [R, heads, head size] each. */
function addHeads(construction: Construction, shared: AttentionShared, rows: Value, layer: number): Heads {
  const { graph, linear, step, architecture, tensors } = construction;
  const { hiddenSize, headCount, kvHeadCount, headSize } = architecture;
  const projection = (kind: string, count: number) =>
    tensors.matrix(`blk.${layer}.attn_${kind}.weight`, count * headSize, hiddenSize);
  const matrix = stackRows(
    projection('q', headCount),
    projection('k', kvHeadCount),
    projection('v', kvHeadCount),
  );
  const product = linear.apply({ values: rows, columnShape: step.rowShape }, matrix, 'queriesKeysValues');
  const byHead = graph.node('Reshape', [product, shared.byHead], 'heads');
  const { cosines, sines } = shared.rotary;
  // A row's heads stand where the operator expects a sequence, each with its own row of the tables.
  const rotated = graph.node('RotaryEmbedding', [byHead, step.rotaryRows, cosines, sines], 'rotatedHeads', {
    interleaved: 1,
  });
  const [queries, keys, values] = graph.nodeWithOutputs(
    'Split',
    [rotated, shared.headKinds],
    ['queries', 'keys', 'values'],
    { axis: 1 },
  );
  return { queries, keys, values };
}

/**
 * Scores over the closed blocks and over the open window side by side, one softmax, and the two weighted sums added.
 * A key stands at the place its absolute position gives, whatever the grouping of tokens into steps was, so every sum
 * runs over the same terms in the same order.
 */
function attendInTwoParts(
  { graph, architecture, step }: Construction,
  shared: AttentionShared,
  { queries, kv }: { readonly queries: Value; readonly kv: LayerKv },
): Value {
  const scoring = { transB: 1, alpha: { float: 1 / Math.sqrt(architecture.headSize) } };
  const pastScores = graph.node('FusedMatMul', [queries, kv.pastKeys], 'pastScores', scoring);
  const windowScores = graph.node('FusedMatMul', [queries, kv.windowKeys], 'windowScores', scoring);
  const scores = graph.node('Concat', [pastScores, windowScores], 'scores', { axis: -1 });
  const masked = graph.node('Add', [scores, step.mask], 'maskedScores');
  const weights = graph.node('Softmax', [masked], 'weights', { axis: -1 });
  const [pastWeights, windowWeights] = graph.nodeWithOutputs(
    'Split',
    [weights, shared.scoreKinds],
    ['pastWeights', 'windowWeights'],
    { axis: -1 },
  );
  const fromPast = graph.node('MatMul', [pastWeights, kv.pastValues], 'fromPast');
  const fromWindow = graph.node('MatMul', [windowWeights, kv.windowValues], 'fromWindow');
  return graph.node('Add', [fromPast, fromWindow], 'attendedGroups');
}
