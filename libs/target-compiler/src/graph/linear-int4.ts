import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import { bytesOf } from '../onnx/tensor.js';
import { INT4_BLOCK_SIZE, quantizeInt4Blocks } from '../quantize/int4-blocks.js';
import type { Linear, Rows } from './linear.js';
import type { Matrix } from './model-tensors.js';

export class Int4Linear implements Linear {
  constructor(private readonly graph: GraphBuilder) {}

  apply(rows: Rows, matrix: Matrix, name: string): Value {
    const blocks = matrix.columns / INT4_BLOCK_SIZE;
    const weights = this.graph.weight({
      tensors: [
        { name: `${name}.values`, type: 'uint8', dims: [matrix.rows, blocks, INT4_BLOCK_SIZE / 2] },
        { name: `${name}.scales`, type: 'float32', dims: [matrix.rows * blocks] },
        { name: `${name}.zeroPoints`, type: 'uint8', dims: [matrix.rows * Math.ceil(blocks / 2)] },
      ],
      produce: async () => {
        const { packed, scales, zeroPoints } = quantizeInt4Blocks(
          await matrix.load(),
          matrix.rows,
          matrix.columns,
        );
        return [packed, bytesOf(scales), zeroPoints];
      },
    });
    return this.graph.node('MatMulNBits', [rows.values, ...weights], name, {
      K: matrix.columns,
      N: matrix.rows,
      bits: 4,
      block_size: INT4_BLOCK_SIZE,
      accuracy_level: INT8_ACTIVATIONS,
    });
  }
}

const INT8_ACTIVATIONS = 4;
