import type { Architecture } from '../architecture.js';
import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import { bytesOf } from '../onnx/tensor.js';
import type { Matrix, ModelTensors } from './model-tensors.js';

export interface RotaryTables {
  readonly cosines: Value;
  readonly sines: Value;
}

/** Cosines and sines by position, and one more row that rotates by nothing. */
export function addRotaryTables(
  graph: GraphBuilder,
  tensors: ModelTensors,
  architecture: Architecture,
): RotaryTables {
  const pairs = architecture.headSize / 2;
  const rows = architecture.contextLength + 1;
  const slowdowns = tensors.has(SLOWDOWN_TENSOR) ? tensors.vector(SLOWDOWN_TENSOR, pairs) : undefined;
  const [cosines, sines] = graph.weight({
    tensors: [
      { name: 'rotary.cosines', type: 'float32', dims: [rows, pairs] },
      { name: 'rotary.sines', type: 'float32', dims: [rows, pairs] },
    ],
    produce: async () => {
      const frequencies = await frequenciesOf(architecture, slowdowns);
      return [Math.cos, Math.sin].map((wave) =>
        bytesOf(tableOf(wave, frequencies, architecture.contextLength)),
      );
    },
  });
  return { cosines, sines };
}

/** Divisors of the frequencies, by which some models stretch their context. */
const SLOWDOWN_TENSOR = 'rope_freqs.weight';

async function frequenciesOf(architecture: Architecture, slowdowns: Matrix | undefined): Promise<number[]> {
  const pairs = architecture.headSize / 2;
  const divisors = (await slowdowns?.load()) ?? new Float32Array(pairs).fill(1);
  return Array.from(divisors, (divisor, pair) => architecture.ropeTheta ** (-pair / pairs) / divisor);
}

function tableOf(
  wave: (angle: number) => number,
  frequencies: readonly number[],
  positions: number,
): Float32Array {
  const pairs = frequencies.length;
  const table = new Float32Array((positions + 1) * pairs);
  for (let position = 0; position < positions; position++) {
    for (let pair = 0; pair < pairs; pair++)
      table[position * pairs + pair] = wave(position * frequencies[pair]);
  }
  return table.fill(wave(0), positions * pairs);
}
