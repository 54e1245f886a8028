import { CorruptModel, UnsupportedModel } from '../errors.js';
import type { Metadata } from '../gguf/metadata.js';

/** The model's byte-level BPE tokenizer in the form of a `tokenizer.json`. */
export function tokenizerJson(metadata: Metadata): object {
  const kind = metadata.text('tokenizer.ggml.model');
  if (kind !== 'gpt2') {
    throw new UnsupportedModel(
      `The tokenizer "${kind}" cannot be compiled; only byte-level BPE ("gpt2") can.`,
    );
  }
  const texts = metadata.texts('tokenizer.ggml.tokens');
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens(metadata, texts),
    normalizer: null,
    pre_tokenizer: preTokenizer(metadata.textOr('tokenizer.ggml.pre', 'default')),
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      // Whole words of the vocabulary are taken as they are, where the model's makers say so.
      ignore_merges: metadata.textOr('tokenizer.ggml.pre', 'default') === 'llama-bpe',
      vocab: vocabulary(texts),
      merges: merges(metadata),
    },
  };
}

/** How the format marks what kind of token one is. */
const CONTROL = 3;
const USER_DEFINED = 4;

function addedTokens(metadata: Metadata, texts: readonly string[]): object[] {
  return tokenKinds(metadata, texts).flatMap((kind, id) => {
    if (kind !== CONTROL && kind !== USER_DEFINED) return [];
    const content = texts[id];
    const special = kind === CONTROL;
    return [{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special }];
  });
}

/** Texts of the model's control tokens, by id. */
export function controlTokens(metadata: Metadata): ReadonlyMap<number, string> {
  const texts = metadata.texts('tokenizer.ggml.tokens');
  const kinds = tokenKinds(metadata, texts);
  return new Map([...texts.entries()].filter(([id]) => kinds[id] === CONTROL));
}

function tokenKinds(metadata: Metadata, texts: readonly string[]): readonly number[] {
  const kinds = metadata.numbers('tokenizer.ggml.token_type');
  if (kinds.length !== texts.length) {
    throw new CorruptModel(`The model has ${texts.length} tokens, but ${kinds.length} token types.`);
  }
  return kinds;
}

function vocabulary(texts: readonly string[]): Record<string, number> {
  const ids = new Map(texts.map((text, id) => [text, id]));
  if (ids.size !== texts.length) throw new CorruptModel('The vocabulary has the same token twice.');
  return Object.fromEntries(ids);
}

function merges(metadata: Metadata): string[][] {
  return metadata.texts('tokenizer.ggml.merges').map((merge) => {
    const parts = merge.split(' ');
    if (parts.length !== 2)
      throw new CorruptModel(`The tokenizer has the merge "${merge}", which is not two tokens.`);
    return parts;
  });
}

/** Cuts text into words the way the model's tokenizer did in training. */
function preTokenizer(name: string): object {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true };
  switch (name) {
    case 'default':
    case 'gpt-2':
      return { ...byteLevel, use_regex: true };
    case 'smollm':
      return sequence({ type: 'Digits', individual_digits: true }, { ...byteLevel, use_regex: true });
    case 'llama-bpe':
      return sequence(
        { type: 'Split', pattern: { Regex: LLAMA_3_WORDS }, behavior: 'Isolated', invert: false },
        { ...byteLevel, use_regex: false },
      );
    default:
      throw new UnsupportedModel(
        `The tokenizer cuts words the way of "${name}"; this compiler knows default, gpt-2, smollm and llama-bpe.`,
      );
  }
}

function sequence(...pretokenizers: readonly object[]): object {
  return { type: 'Sequence', pretokenizers };
}

const LLAMA_3_WORDS =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|" +
  '\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';
