import type { Value } from '../onnx/graph-builder.js';
import type { Construction } from './construction.js';
import { stackRows } from './model-tensors.js';

/** The gated feed-forward network of one layer: down(SiLU(gate(rows)) × up(rows)). */
export function addFeedForward(construction: Construction, rows: Value, layer: number): Value {
  const { graph, linear, step, architecture, tensors } = construction;
  const { hiddenSize, feedForwardSize } = architecture;
  const widening = (kind: string) =>
    tensors.matrix(`blk.${layer}.ffn_${kind}.weight`, feedForwardSize, hiddenSize);
  const columnShape = step.rowShape;
  const wide = linear.apply(
    { values: rows, columnShape },
    stackRows(widening('gate'), widening('up')),
    'gateUp',
  );
  const [gate, up] = graph.nodeWithOutputs('Split', [wide], ['gate', 'up'], { axis: -1, num_outputs: 2 });
  // x · sigmoid(αx) with α = 1 is SiLU: one operator in place of two.
  const activated = graph.node('QuickGelu', [gate], 'activatedGate', { alpha: { float: 1 } });
  const gated = graph.node('Mul', [activated, up], 'gated');
  const narrowing = tensors.matrix(`blk.${layer}.ffn_down.weight`, hiddenSize, feedForwardSize);
  return linear.apply({ values: gated, columnShape }, narrowing, 'down');
}
