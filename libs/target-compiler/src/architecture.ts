import { CorruptModel, UnsupportedModel } from './errors.js';
import type { GgufHeader } from './gguf/gguf-header.js';
import { Metadata } from './gguf/metadata.js';

/** The numbers that give the target graph its shape. */
export interface Architecture {
  readonly layerCount: number;
  readonly hiddenSize: number;
  readonly headCount: number;
  readonly kvHeadCount: number;
  readonly headSize: number;
  readonly feedForwardSize: number;
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly ropeTheta: number;
  readonly normEpsilon: number;
}

/** Reads a Llama architecture, and refuses what would change the computation in ways the graph does not have. */
export function readArchitecture(header: GgufHeader): Architecture {
  const metadata = new Metadata(header.metadata);
  const name = metadata.text('general.architecture');
  if (name !== 'llama') {
    throw new UnsupportedModel(`This model has the architecture "${name}"; only "llama" can be compiled.`);
  }
  refuseVariants(metadata);
  const hiddenSize = metadata.count('llama.embedding_length');
  const headCount = metadata.count('llama.attention.head_count');
  const kvHeadCount = metadata.countOr('llama.attention.head_count_kv', headCount);
  const headSize = metadata.countOr('llama.attention.key_length', hiddenSize / headCount);
  const architecture = {
    layerCount: metadata.count('llama.block_count'),
    hiddenSize,
    headCount,
    kvHeadCount,
    headSize,
    feedForwardSize: metadata.count('llama.feed_forward_length'),
    vocabularySize: metadata.texts('tokenizer.ggml.tokens').length,
    contextLength: metadata.count('llama.context_length'),
    ropeTheta: metadata.numberOr('llama.rope.freq_base', 10_000),
    normEpsilon: metadata.number('llama.attention.layer_norm_rms_epsilon'),
  };
  checkRelations(architecture, metadata);
  return architecture;
}

function refuseVariants(metadata: Metadata): void {
  if (metadata.countOr('llama.expert_count', 0) > 0) {
    throw new UnsupportedModel('This is a mixture of experts; only dense models can be compiled.');
  }
  const scaling = metadata.textOr('llama.rope.scaling.type', 'none');
  if (scaling !== 'none') {
    throw new UnsupportedModel(
      `This model scales its rotary positions ("${scaling}"), which cannot be compiled.`,
    );
  }
  if (metadata.countOr('llama.attention.sliding_window', 0) > 0) {
    throw new UnsupportedModel('This model attends to a sliding window, which cannot be compiled.');
  }
}

/** Bounds that no model of this family exceeds; a garbled number would otherwise ask for absurd tables. */
const CONTEXT_LENGTH_MAX = 1 << 20;
const LAYER_COUNT_MAX = 1000;
/** All profiles quantize in blocks of this many values along a row. */
const ROW_MULTIPLE = 32;

function checkRelations(architecture: Architecture, metadata: Metadata): void {
  const { headCount, kvHeadCount, headSize, hiddenSize, feedForwardSize } = architecture;
  if (headCount % kvHeadCount !== 0) {
    throw new CorruptModel(
      `The model has ${headCount} heads, which ${kvHeadCount} key-value heads cannot serve.`,
    );
  }
  if (!Number.isInteger(headSize) || headSize % 8 !== 0) {
    throw new UnsupportedModel(`The model has heads of ${headSize} values; a multiple of 8 is needed.`);
  }
  if (metadata.countOr('llama.attention.value_length', headSize) !== headSize) {
    throw new UnsupportedModel('The model has keys and values of different sizes, which cannot be compiled.');
  }
  if (metadata.countOr('llama.rope.dimension_count', headSize) !== headSize) {
    throw new UnsupportedModel('The model rotates only a part of each head, which cannot be compiled.');
  }
  if ([hiddenSize, feedForwardSize, headCount * headSize].some((size) => size % ROW_MULTIPLE !== 0)) {
    throw new UnsupportedModel(`The model has rows whose length is not a multiple of ${ROW_MULTIPLE}.`);
  }
  if (architecture.contextLength > CONTEXT_LENGTH_MAX) {
    throw new CorruptModel(`The model claims a context of ${architecture.contextLength} tokens.`);
  }
  if (architecture.layerCount > LAYER_COUNT_MAX) {
    throw new CorruptModel(`The model claims ${architecture.layerCount} layers.`);
  }
}
