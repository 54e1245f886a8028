import { absent, type Value } from '../onnx/graph-builder.js';
import { bytesOf } from '../onnx/tensor.js';
import type { Construction } from './construction.js';

/** Root-mean-square normalization of rows with the model's weights of that name. */
export function normalize(
  { graph, architecture, ...rest }: Construction,
  rows: Value,
  weightName: string,
): Value {
  const weight = addNormWeight({ graph, architecture, ...rest }, weightName);
  return graph.node('SimplifiedLayerNormalization', [rows, weight], 'normed', {
    epsilon: { float: architecture.normEpsilon },
    axis: -1,
    stash_type: 1,
  });
}

export interface SummedRows {
  readonly sum: Value;
  readonly normed: Value;
}

/** Adds an update to the residual stream, and normalizes the sum, in one pass over the rows. */
export function addAndNormalize(
  construction: Construction,
  residual: Value,
  update: Value,
  weightName: string,
): SummedRows {
  const { graph, architecture } = construction;
  const weight = addNormWeight(construction, weightName);
  const [normed, , , sum] = graph.nodeWithOutputs(
    'SkipSimplifiedLayerNormalization',
    [residual, update, weight],
    ['normed', absent, absent, 'residual'],
    { epsilon: { float: architecture.normEpsilon } },
  );
  return { normed, sum };
}

function addNormWeight({ graph, tensors, architecture }: Construction, name: string): Value {
  const vector = tensors.vector(name, architecture.hiddenSize);
  const [weight] = graph.weight({
    tensors: [{ name: 'norm.weight', type: 'float32', dims: [architecture.hiddenSize] }],
    produce: async () => [bytesOf(await vector.load())],
  });
  return weight;
}
