import { readFile } from 'node:fs/promises';

import { Tokenizer as Encoder } from '@huggingface/tokenizers';

import { byteOfCharacter } from './byte-level.js';
import { TokenText } from './token-text.js';
import { assertSupported, type TokenizerFile } from './tokenizer-file.js';

/** A stretch of text: either the model's own markup, or somebody's words, in which nothing is markup. */
export interface TextPiece {
  readonly kind: 'markup' | 'words';
  readonly text: string;
}

/** Text to tokens and back, for one vocabulary. */
export class Tokenizer {
  private readonly encoder: Encoder;
  private readonly specialIds: ReadonlyMap<string, number>;
  private readonly specialPattern: RegExp | undefined;
  private readonly bytes: readonly (Uint8Array | undefined)[];

  constructor(file: TokenizerFile) {
    assertSupported(file);
    // Without its added tokens the encoder cannot produce one, whatever the text says.
    this.encoder = new Encoder({ ...file, added_tokens: [], post_processor: null }, {});
    const special = file.added_tokens.filter((token) => token.special);
    this.specialIds = new Map(special.map(({ content, id }) => [content, id]));
    this.specialPattern = alternatives(special.map(({ content }) => content));
    this.bytes = bytesOfTokens(file);
  }

  get vocabularySize(): number {
    return this.bytes.length;
  }

  /** Encodes words: special tokens in them are ordinary characters. */
  encode(text: string): Int32Array {
    return Int32Array.from(text === '' ? [] : this.encoder.encode(text, { add_special_tokens: false }).ids);
  }

  /**
   * Encodes markup and words as one text. Special tokens are recognized in markup alone, so nobody can end a turn by
   * writing its end token. What lies between two special tokens is encoded in one go, words and markup together, as
   * the model saw it in training.
   */
  encodePieces(pieces: readonly TextPiece[]): Int32Array {
    const tokens: number[] = [];
    let text = '';
    const flush = (): void => {
      for (const token of this.encode(text)) tokens.push(token);
      text = '';
    };
    for (const piece of pieces) {
      if (piece.kind === 'words' || this.specialPattern === undefined) {
        text += piece.text;
        continue;
      }
      for (const part of piece.text.split(this.specialPattern)) {
        const special = this.specialIds.get(part);
        if (special === undefined) text += part;
        else {
          flush();
          tokens.push(special);
        }
      }
    }
    flush();
    return Int32Array.from(tokens);
  }

  /** The text of tokens, without special ones. */
  decode(tokens: Iterable<number>): string {
    const stream = this.stream();
    let text = '';
    for (const token of tokens) text += stream.push(token);
    return text + stream.flush();
  }

  /** Decodes one token after another, whole characters only. */
  stream(): TokenText {
    const specials = new Set(this.specialIds.values());
    return new TokenText((token) => (specials.has(token) ? noBytes : this.tokenBytes(token)));
  }

  /** The bytes of one token, the name of a special one included; not always whole characters. */
  tokenBytes(token: number): Uint8Array {
    return this.bytes[token] ?? noBytes;
  }

  specialToken(content: string): number | undefined {
    return this.specialIds.get(content);
  }
}

export async function loadTokenizer(path: string): Promise<Tokenizer> {
  return new Tokenizer(JSON.parse(await readFile(path, 'utf8')) as TokenizerFile);
}

const noBytes = new Uint8Array(0);

/** Matches any of the texts, the longest first, and keeps the match when it splits; undefined for none. */
function alternatives(texts: readonly string[]): RegExp | undefined {
  if (texts.length === 0) return undefined;
  const escaped = [...texts]
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`(${escaped.join('|')})`);
}

function bytesOfTokens(file: TokenizerFile): (Uint8Array | undefined)[] {
  const alphabet = byteOfCharacter();
  const utf8 = new TextEncoder();
  const bytes: (Uint8Array | undefined)[] = [];
  for (const [content, id] of Object.entries(file.model.vocab)) {
    bytes[id] = Uint8Array.from(Array.from(content, (character) => alphabet.get(character) ?? 0x3f));
  }
  for (const { id, content } of file.added_tokens) bytes[id] = utf8.encode(content);
  return bytes;
}
