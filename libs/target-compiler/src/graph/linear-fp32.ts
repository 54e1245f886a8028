import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import { bytesOf } from '../onnx/tensor.js';
import { transpose } from '../quantize/transpose.js';
import type { Linear, Rows } from './linear.js';
import type { Matrix } from './model-tensors.js';

export class Fp32Linear implements Linear {
  constructor(private readonly graph: GraphBuilder) {}

  apply(rows: Rows, matrix: Matrix, name: string): Value {
    const [weight] = this.graph.weight({
      tensors: [{ name: `${name}.weight`, type: 'float32', dims: [matrix.columns, matrix.rows] }],
      produce: async () => [bytesOf(transpose(await matrix.load(), matrix.rows, matrix.columns))],
    });
    return this.graph.node('MatMul', [rows.values, weight], name);
  }
}
