import { UnsupportedModel } from '../errors.js';

export type TensorTypeName = 'F32' | 'F16' | 'Q4_0' | 'Q4_1' | 'Q8_0' | 'Q4_K' | 'Q6_K';

/** How a tensor lies in the file: blocks of `blockElements` consecutive values in `blockBytes` bytes. */
export interface TensorType {
  readonly name: TensorTypeName;
  readonly id: number;
  readonly blockElements: number;
  readonly blockBytes: number;
}

export const tensorTypes: Readonly<Record<TensorTypeName, TensorType>> = {
  F32: { name: 'F32', id: 0, blockElements: 1, blockBytes: 4 },
  F16: { name: 'F16', id: 1, blockElements: 1, blockBytes: 2 },
  Q4_0: { name: 'Q4_0', id: 2, blockElements: 32, blockBytes: 18 },
  Q4_1: { name: 'Q4_1', id: 3, blockElements: 32, blockBytes: 20 },
  Q8_0: { name: 'Q8_0', id: 8, blockElements: 32, blockBytes: 34 },
  Q4_K: { name: 'Q4_K', id: 12, blockElements: 256, blockBytes: 144 },
  Q6_K: { name: 'Q6_K', id: 14, blockElements: 256, blockBytes: 210 },
};

export function tensorTypeOf(id: number, tensorName: string): TensorType {
  const type = Object.values(tensorTypes).find((candidate) => candidate.id === id);
  if (type !== undefined) return type;
  const known = namesOfOtherTypes[id];
  throw new UnsupportedModel(
    `Tensor "${tensorName}" is stored as ${known ?? `the unknown type ${id}`}; ` +
      `this compiler reads ${Object.keys(tensorTypes).join(', ')}. Use a GGUF in one of these.`,
  );
}

/** Types of the format that are not read; their names make the refusal useful. */
const namesOfOtherTypes: Readonly<Record<number, string | undefined>> = {
  6: 'Q5_0',
  7: 'Q5_1',
  9: 'Q8_1',
  10: 'Q2_K',
  11: 'Q3_K',
  13: 'Q5_K',
  15: 'Q8_K',
  16: 'IQ2_XXS',
  17: 'IQ2_XS',
  18: 'IQ3_XXS',
  19: 'IQ1_S',
  20: 'IQ4_NL',
  21: 'IQ3_S',
  22: 'IQ2_S',
  23: 'IQ4_XS',
  28: 'F64',
  29: 'IQ1_M',
  30: 'BF16',
  34: 'TQ1_0',
  35: 'TQ2_0',
  39: 'MXFP4',
};
