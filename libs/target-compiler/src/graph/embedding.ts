import type { Value } from '../onnx/graph-builder.js';
import { bytesOf } from '../onnx/tensor.js';
import type { Profile } from '../profile.js';
import { quantizeInt8Blocks } from '../quantize/int8-rows.js';
import type { Construction } from './construction.js';
import type { Matrix } from './model-tensors.js';

/** The rows of the step's tokens: [R, hidden]. Quantized profiles keep the table in int8, by blocks. */
export function addEmbedding(construction: Construction, table: Matrix, profile: Profile): Value {
  return construction.graph.within('embedding', () =>
    profile === 'fp32' ? gatherRows(construction, table) : gatherInt8Rows(construction, table),
  );
}

function gatherRows({ graph, step }: Construction, table: Matrix): Value {
  const [weight] = graph.weight({
    tensors: [{ name: 'table', type: 'float32', dims: [table.rows, table.columns] }],
    produce: async () => [bytesOf(await table.load())],
  });
  return graph.node('Gather', [weight, step.tokenIds], 'rows', { axis: 0 });
}

function gatherInt8Rows({ graph, step }: Construction, table: Matrix): Value {
  const [values, scales] = graph.weight({
    tensors: [
      { name: 'values', type: 'int8', dims: [table.rows, table.columns] },
      { name: 'scales', type: 'float32', dims: [table.rows, table.columns / BLOCK_ELEMENTS] },
    ],
    produce: async () => {
      const blocks = quantizeInt8Blocks(await table.load(), BLOCK_ELEMENTS);
      return [bytesOf(blocks.values), bytesOf(blocks.scales)];
    },
  });
  const rowValues = graph.node('Gather', [values, step.tokenIds], 'rowValues', { axis: 0 });
  const rowScales = graph.node('Gather', [scales, step.tokenIds], 'rowScales', { axis: 0 });
  return graph.node('DequantizeLinear', [rowValues, rowScales], 'rows', {
    axis: 1,
    block_size: BLOCK_ELEMENTS,
  });
}

/** The block of Q8_0, so that tables stored as such come through without loss. */
export const BLOCK_ELEMENTS = 32;
