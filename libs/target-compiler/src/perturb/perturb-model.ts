import { uniformFrom } from '@slipstream/decode';

import { GgufFile } from '../gguf/gguf-file.js';
import type { TensorInfo } from '../gguf/gguf-header.js';
import { rewriteGguf } from '../gguf/rewrite-gguf.js';
import { encodeQ8 } from './encode-q8.js';

export interface PerturbOptions {
  readonly ggufPath: string;
  readonly outputPath: string;
  /** Standard deviation of the noise, in root mean squares of the tensor it is added to. */
  readonly sigma: number;
  readonly seed: number;
}

/**
 * Writes a model whose layers have moved: W + σ · rms(W) · N(0, 1) for every matrix of every layer, in Q8_0. Embeddings,
 * norms and tokenizer stay. Applied to its own result with other seeds it is a random walk: a policy in training, without
 * a trainer.
 */
export async function perturbModel({ ggufPath, outputPath, sigma, seed }: PerturbOptions): Promise<void> {
  const gguf = await GgufFile.open(ggufPath);
  try {
    const names = [...gguf.header.tensors.keys()];
    const moved = async (tensor: TensorInfo): Promise<Uint8Array> => {
      const values = await gguf.readTensor(tensor);
      addNoise(values, { sigma, uniform: uniformFrom(seed * names.length + names.indexOf(tensor.name)) });
      return encodeQ8(values);
    };
    await rewriteGguf({
      sourcePath: ggufPath,
      header: gguf.header,
      outputPath,
      rewriteOf: (tensor) =>
        isLayerMatrix(tensor)
          ? { kind: 'made', type: 'Q8_0', make: () => moved(tensor) }
          : { kind: 'copied' },
    });
  } finally {
    await gguf.close();
  }
}

function isLayerMatrix({ name, dims }: TensorInfo): boolean {
  return name.startsWith('blk.') && dims.length === 2;
}

function addNoise(
  values: Float32Array,
  { sigma, uniform }: { readonly sigma: number; readonly uniform: () => number },
): void {
  let squares = 0;
  for (let index = 0; index < values.length; index++) squares += values[index] ** 2;
  const deviation = sigma * Math.sqrt(squares / values.length);
  // Box–Muller: two normal numbers of two uniform ones. Matrices have an even number of values.
  for (let index = 0; index < values.length; index += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    values[index] += radius * Math.cos(angle);
    values[index + 1] += radius * Math.sin(angle);
  }
}
