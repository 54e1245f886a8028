import { CorruptModel, UnsupportedModel } from '../errors.js';
import type { TensorInfo } from '../gguf/gguf-header.js';

/** A matrix of the model, by rows, whose values are read when they are needed. Row `r` gives output `r`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly load: () => Promise<Float32Array>;
}

/** Hands out the model's tensors by name, checks their shapes, and knows at the end which were left over. */
export class ModelTensors {
  private readonly used = new Set<string>();

  constructor(
    private readonly infos: ReadonlyMap<string, TensorInfo>,
    private readonly read: (info: TensorInfo) => Promise<Float32Array>,
  ) {}

  has(name: string): boolean {
    return this.infos.has(name);
  }

  matrix(name: string, rows: number, columns: number): Matrix {
    const info = this.infos.get(name);
    if (info === undefined) throw new CorruptModel(`Tensor "${name}" is missing.`);
    // The format names the fastest-running dimension first, and leaves out trailing ones.
    const [width, height = 1, ...others] = info.dims;
    if (width !== columns || height !== rows || others.some((dim) => dim !== 1)) {
      throw new CorruptModel(
        `Tensor "${name}" has the shape ${info.dims.join(' × ')} in place of ${columns} × ${rows}.`,
      );
    }
    this.used.add(name);
    return { rows, columns, load: () => this.read(info) };
  }

  vector(name: string, length: number): Matrix {
    return this.matrix(name, 1, length);
  }

  /** A tensor that nothing asked for, such as a bias, would change the results: such a model is refused. */
  assertAllUsed(): void {
    const unused = [...this.infos.keys()].filter((name) => !this.used.has(name));
    if (unused.length === 0) return;
    const others = unused.length === 1 ? '' : ` and ${unused.length - 1} more`;
    throw new UnsupportedModel(`The model has tensors this graph has no place for: "${unused[0]}"${others}.`);
  }
}

/** The matrices under one another: products with a common input become one. */
export function stackRows(...matrices: readonly Matrix[]): Matrix {
  const { columns } = matrices[0];
  const rows = matrices.reduce((sum, matrix) => sum + matrix.rows, 0);
  return {
    rows,
    columns,
    load: async () => {
      const stacked = new Float32Array(rows * columns);
      let offset = 0;
      for (const matrix of matrices) {
        stacked.set(await matrix.load(), offset);
        offset += matrix.rows * columns;
      }
      return stacked;
    },
  };
}
