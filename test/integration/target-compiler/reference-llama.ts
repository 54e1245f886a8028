import type { TargetManifest } from '@slipstream/target-compiler';

type Architecture = TargetManifest['architecture'];
type Tensors = ReadonlyMap<string, Float32Array>;

/**
 * The Llama architecture as its papers give it, token by token in double precision, with no regard for speed: what the
 * compiled graph is compared with.
 *
 * @returns the logits after each token.
 */
export function referenceLogits(
  tensors: Tensors,
  architecture: Architecture,
  tokens: ArrayLike<number>,
): number[][] {
  const { layerCount, hiddenSize, headCount, kvHeadCount, headSize } = architecture;
  const weight = (name: string): Float32Array => tensors.get(`${name}.weight`)!;
  const keys: number[][][] = Array.from({ length: layerCount }, () => []);
  const values: number[][][] = Array.from({ length: layerCount }, () => []);
  return Array.from({ length: tokens.length }, (_, position) => {
    const first = tokens[position]! * hiddenSize;
    let stream: number[] = [...weight('token_embd').subarray(first, first + hiddenSize)];
    for (let layer = 0; layer < layerCount; layer++) {
      const of = (name: string) => weight(`blk.${layer}.${name}`);
      const normed = normalize(stream, of('attn_norm'), architecture.normEpsilon);
      const queries = rotate(multiply(of('attn_q'), normed), position, architecture);
      keys[layer]!.push(rotate(multiply(of('attn_k'), normed), position, architecture));
      values[layer]!.push(multiply(of('attn_v'), normed));
      const attended = Array.from({ length: headCount }, (_, head) => {
        const kvHead = Math.floor((head * kvHeadCount) / headCount);
        const query = slice(queries, head, headSize);
        const scores = keys[layer]!.map(
          (key) => dot(query, slice(key, kvHead, headSize)) / Math.sqrt(headSize),
        );
        return weightedSum(
          softmax(scores),
          values[layer]!.map((value) => slice(value, kvHead, headSize)),
        );
      }).flat();
      stream = add(stream, multiply(of('attn_output'), attended));
      const rows = normalize(stream, of('ffn_norm'), architecture.normEpsilon);
      const gate = multiply(of('ffn_gate'), rows).map((value) => value / (1 + Math.exp(-value)));
      const up = multiply(of('ffn_up'), rows);
      stream = add(
        stream,
        multiply(
          of('ffn_down'),
          gate.map((value, index) => value * up[index]!),
        ),
      );
    }
    const hidden = normalize(stream, weight('output_norm'), architecture.normEpsilon);
    return multiply(weight('token_embd'), hidden);
  });
}

function normalize(values: readonly number[], weight: Float32Array, epsilon: number): number[] {
  const scale = 1 / Math.sqrt(dot(values, values) / values.length + epsilon);
  return values.map((value, index) => value * scale * weight[index]!);
}

/** Matrix [rows, columns] times vector. */
function multiply(matrix: Float32Array, vector: readonly number[]): number[] {
  return Array.from({ length: matrix.length / vector.length }, (_, row) =>
    vector.reduce((sum, value, column) => sum + value * matrix[row * vector.length + column]!, 0),
  );
}

/** Turns neighbouring pairs of each head by an angle that grows with the position. */
function rotate(heads: readonly number[], position: number, { headSize, ropeTheta }: Architecture): number[] {
  const rotated = [...heads];
  for (let index = 0; index < heads.length; index += 2) {
    const angle = position * ropeTheta ** (-(index % headSize) / headSize);
    const [x, y] = [heads[index]!, heads[index + 1]!];
    rotated[index] = x * Math.cos(angle) - y * Math.sin(angle);
    rotated[index + 1] = x * Math.sin(angle) + y * Math.cos(angle);
  }
  return rotated;
}

function softmax(scores: readonly number[]): number[] {
  const largest = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

function weightedSum(weights: readonly number[], vectors: readonly (readonly number[])[]): number[] {
  return vectors[0]!.map((_, index) =>
    weights.reduce((sum, weight, row) => sum + weight * vectors[row]![index]!, 0),
  );
}

function slice(vector: readonly number[], head: number, headSize: number): readonly number[] {
  return vector.slice(head * headSize, (head + 1) * headSize);
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * right[index]!, 0);
}

function add(left: readonly number[], right: readonly number[]): number[] {
  return left.map((value, index) => value + right[index]!);
}
