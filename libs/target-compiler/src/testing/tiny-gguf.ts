import { SeededRandom } from '@slipstream/testing';
import { bytesOf } from '../onnx/tensor.js';
import { encodeGguf, type GgufEntry, type GgufTensor } from './encode-gguf.js';

export interface TinyModelOptions {
  readonly seed: number;
  readonly layerCount?: number;
  readonly hiddenSize?: number;
  readonly headCount?: number;
  readonly kvHeadCount?: number;
  readonly feedForwardSize?: number;
  readonly contextLength?: number;
  /** Entries that replace or join the usual ones. */
  readonly metadata?: Readonly<Record<string, GgufEntry>>;
  /** Tensors that replace or join the usual ones. */
  readonly tensors?: Readonly<Record<string, GgufTensor>>;
}

/** A whole Llama-architecture model with random weights and a tokenizer of single bytes, a few hundred KB large. */
export function tinyGguf(options: TinyModelOptions): Buffer {
  const shape = {
    layerCount: 2,
    hiddenSize: 64,
    headCount: 4,
    kvHeadCount: 2,
    feedForwardSize: 96,
    ...options,
  };
  const random = new SeededRandom(options.seed);
  const weights = (rows: number, columns: number): GgufTensor => ({
    type: 'F32',
    dims: [columns, rows],
    bytes: bytesOf(
      Float32Array.from({ length: rows * columns }, () => (random.next() - 0.5) * (4 / Math.sqrt(columns))),
    ),
  });
  const norm = (): GgufTensor => ({
    type: 'F32',
    dims: [shape.hiddenSize],
    bytes: bytesOf(Float32Array.from({ length: shape.hiddenSize }, () => 0.5 + random.next())),
  });
  const kvSize = (shape.hiddenSize / shape.headCount) * shape.kvHeadCount;
  const tensors: Record<string, GgufTensor> = {
    'token_embd.weight': weights(tinyVocabulary.length, shape.hiddenSize),
  };
  for (let layer = 0; layer < shape.layerCount; layer++) {
    const add = (name: string, tensor: GgufTensor) => (tensors[`blk.${layer}.${name}.weight`] = tensor);
    add('attn_norm', norm());
    add('attn_q', weights(shape.hiddenSize, shape.hiddenSize));
    add('attn_k', weights(kvSize, shape.hiddenSize));
    add('attn_v', weights(kvSize, shape.hiddenSize));
    add('attn_output', weights(shape.hiddenSize, shape.hiddenSize));
    add('ffn_norm', norm());
    add('ffn_gate', weights(shape.feedForwardSize, shape.hiddenSize));
    add('ffn_up', weights(shape.feedForwardSize, shape.hiddenSize));
    add('ffn_down', weights(shape.hiddenSize, shape.feedForwardSize));
  }
  tensors['output_norm.weight'] = norm();
  const metadata: Record<string, GgufEntry> = {
    'general.architecture': { kind: 'text', value: 'llama' },
    'general.name': { kind: 'text', value: 'tiny' },
    'llama.block_count': { kind: 'count', value: shape.layerCount },
    'llama.context_length': { kind: 'count', value: options.contextLength ?? 512 },
    'llama.embedding_length': { kind: 'count', value: shape.hiddenSize },
    'llama.feed_forward_length': { kind: 'count', value: shape.feedForwardSize },
    'llama.attention.head_count': { kind: 'count', value: shape.headCount },
    'llama.attention.head_count_kv': { kind: 'count', value: shape.kvHeadCount },
    'llama.attention.layer_norm_rms_epsilon': { kind: 'float', value: 1e-5 },
    'llama.rope.freq_base': { kind: 'float', value: 10_000 },
    ...tinyTokenizer,
    ...options.metadata,
  };
  return encodeGguf(metadata, { ...tensors, ...options.tensors });
}

/** The characters that byte-level BPE writes bytes as: printable ones as themselves, others from U+0100 on. */
const byteCharacters = (() => {
  let next = 0x100;
  const isPrintable = (byte: number) => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : next++));
})();

const controls = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'];
const tinyVocabulary = [...controls, ...byteCharacters, 'th', 'the'];

const tinyTokenizer: Readonly<Record<string, GgufEntry>> = {
  'tokenizer.ggml.model': { kind: 'text', value: 'gpt2' },
  'tokenizer.ggml.pre': { kind: 'text', value: 'smollm' },
  'tokenizer.ggml.tokens': { kind: 'texts', value: tinyVocabulary },
  'tokenizer.ggml.token_type': {
    kind: 'counts',
    value: tinyVocabulary.map((_, id) => (id < controls.length ? 3 : 1)),
  },
  'tokenizer.ggml.merges': { kind: 'texts', value: ['t h', 'th e'] },
  'tokenizer.ggml.bos_token_id': { kind: 'count', value: 1 },
  'tokenizer.ggml.eos_token_id': { kind: 'count', value: 2 },
  'tokenizer.ggml.add_bos_token': { kind: 'flag', value: false },
  'tokenizer.chat_template': {
    kind: 'text',
    value:
      "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}" +
      "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
  },
};
