import type { Metadata } from '../gguf/metadata.js';
import type { TargetManifest } from '../manifest.js';
import { controlTokens } from './tokenizer-json.js';

/** The tokens that begin texts and end answers. */
export function specialTokens(metadata: Metadata): TargetManifest['tokens'] {
  const bos = metadata.countOr('tokenizer.ggml.bos_token_id', null);
  const eos = metadata.countOr('tokenizer.ggml.eos_token_id', null);
  const endOfTurn = metadata.countOr('tokenizer.ggml.eot_token_id', null);
  const named = [...controlTokens(metadata)].filter(([, text]) => endings.has(text)).map(([id]) => id);
  const stop = new Set([eos, endOfTurn, ...named].filter((id) => id !== null));
  return {
    bos,
    eos,
    // Files that do not say are of models whose tokenizer adds it.
    isBosAdded:
      bos !== null && metadata.flagOr('tokenizer.ggml.add_bos_token', bos !== null && needsBos(metadata)),
    stop: [...stop].sort((a, b) => a - b),
  };
}

function needsBos(metadata: Metadata): boolean {
  return metadata.textOr('tokenizer.ggml.pre', 'default') === 'llama-bpe';
}

/** Files name one end token at most; models made for chat have two, one for a turn and one for a text. */
const endings: ReadonlySet<string> = new Set([
  '<|im_end|>',
  '<|eot_id|>',
  '<|eom_id|>',
  '<|end|>',
  '<|endoftext|>',
  '<|end_of_text|>',
]);
