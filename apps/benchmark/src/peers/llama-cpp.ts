/** The part of node-llama-cpp that is used. It is installed on demand, so its own types are not at hand. */
export interface LlamaModule {
  getLlama(options: { build: 'never'; gpu: false; logLevel: string }): Promise<Llama>;
  readonly InputLookupTokenPredictor: new () => object;
}

interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
}

interface LlamaModel {
  createContext(options: { contextSize: number; threads: number; sequences: number }): Promise<LlamaContext>;
}

interface LlamaContext {
  getSequence(options?: { tokenPredictor: object }): LlamaSequence;
}

export interface LlamaSequence {
  readonly nextTokenIndex: number;
  adaptStateToTokens(tokens: readonly number[], allowShift: boolean): Promise<void>;
  clearHistory(): Promise<void>;
  evaluate(tokens: readonly number[], options: { temperature: number }): AsyncGenerator<number, void>;
  controlledEvaluate(
    input: readonly [token: number, options: { generateNext: { probabilities: boolean } }][],
  ): Promise<({ next: { probabilities: Map<number, number> } } | undefined)[]>;
}
