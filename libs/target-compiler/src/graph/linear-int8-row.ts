import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import { bytesOf, floats, integers, unsignedBytes } from '../onnx/tensor.js';
import { quantizeInt8Rows } from '../quantize/int8-rows.js';
import type { Linear, Rows } from './linear.js';
import type { Matrix } from './model-tensors.js';

/**
 * Weights int8 with a scale per output, activations uint8 with a scale per row. The kernel takes one scale for all
 * activations, so it is given 1, and each row's own scale is multiplied in afterwards.
 *
 * A row of zeros has the scale 0 and quantizes to something undefined, but finite; times 0 it is 0 as it should.
 */
export class Int8RowLinear implements Linear {
  private readonly reciprocal: Value;
  private readonly lastAxis: Value;
  private readonly unitScale: Value;
  private readonly zeroPoint: Value;
  private readonly rowZeroPoints = new Map<Value, Value>();

  constructor(private readonly graph: GraphBuilder) {
    this.reciprocal = graph.constant('int8.reciprocal', floats([1 / 127], []));
    this.lastAxis = graph.constant('int8.lastAxis', integers([-1]));
    this.unitScale = graph.constant('int8.unitScale', floats([1], []));
    this.zeroPoint = graph.constant('int8.zeroPoint', unsignedBytes([ZERO_POINT], []));
  }

  apply(rows: Rows, matrix: Matrix, name: string): Value {
    const { graph } = this;
    const [weight, weightScales] = graph.weight({
      tensors: [
        { name: `${name}.values`, type: 'int8', dims: [matrix.columns, matrix.rows] },
        { name: `${name}.scales`, type: 'float32', dims: [matrix.rows] },
      ],
      produce: async () => {
        const { transposed, scales } = quantizeInt8Rows(await matrix.load(), matrix.rows, matrix.columns);
        return [bytesOf(transposed), bytesOf(scales)];
      },
    });
    const scales = this.rowScales(rows.values, name);
    const quantized = graph.node(
      'QuantizeLinear',
      [rows.values, scales, this.zeroPointsFor(rows.columnShape)],
      `${name}.quantized`,
      // One block spans the whole row.
      { axis: 1, block_size: matrix.columns },
    );
    const product = graph.node(
      'MatMulIntegerToFloat',
      [quantized, weight, this.unitScale, weightScales, this.zeroPoint],
      `${name}.unscaled`,
    );
    return graph.node('Mul', [product, scales], name);
  }

  /** A row's largest magnitude ÷ 127, as [rows, 1]. */
  private rowScales(values: Value, name: string): Value {
    const magnitudes = this.graph.node('Abs', [values], `${name}.magnitudes`);
    const largest = this.graph.node('ReduceMax', [magnitudes, this.lastAxis], `${name}.largest`, {
      keepdims: 1,
    });
    return this.graph.node('Mul', [largest, this.reciprocal], `${name}.rowScales`);
  }

  private zeroPointsFor(columnShape: Value): Value {
    const known = this.rowZeroPoints.get(columnShape);
    if (known !== undefined) return known;
    const made = this.graph.node('ConstantOfShape', [columnShape], `${columnShape}.zeroPoints`, {
      value: { tensor: unsignedBytes([ZERO_POINT]) },
    });
    this.rowZeroPoints.set(columnShape, made);
    return made;
  }
}

/** The kernels want unsigned activations: 0 stands at the middle. */
const ZERO_POINT = 128;
