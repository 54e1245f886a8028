import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import type { Profile } from '../profile.js';
import { Fp32Linear } from './linear-fp32.js';
import { Int4Linear } from './linear-int4.js';
import { Int8RowLinear } from './linear-int8-row.js';
import type { Matrix } from './model-tensors.js';

/**
 * A product of rows with a matrix of weights: `[rows, columns] → [rows, matrix.rows]`.
 *
 * Whatever the profile, a row's result has the same bits whatever the other rows are: the kernels either work row
 * by row or sum integers.
 */
export interface Linear {
  apply(rows: Rows, matrix: Matrix, name: string): Value;
}

/** Rows of activations, and the shape [rows, 1] as a value of the graph. */
export interface Rows {
  readonly values: Value;
  readonly columnShape: Value;
}

export function linearOf(profile: Profile, graph: GraphBuilder): Linear {
  switch (profile) {
    case 'fp32':
      return new Fp32Linear(graph);
    case 'int8-row':
      return new Int8RowLinear(graph);
    case 'int4':
      return new Int4Linear(graph);
  }
}
