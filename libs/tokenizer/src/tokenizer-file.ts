export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
}

/** The parts of a `tokenizer.json` that are read here; the rest is the library's. */
export interface TokenizerFile {
  readonly added_tokens: readonly AddedToken[];
  readonly decoder: { readonly type: string } | null;
  readonly model: { readonly type: string; readonly vocab: Readonly<Record<string, number>> };
}

export class UnsupportedTokenizer extends Error {
  override readonly name = 'UnsupportedTokenizer';
}

/** Refuses what this library would decode wrongly. */
export function assertSupported(file: TokenizerFile): void {
  if (file.model?.type !== 'BPE' || file.decoder?.type !== 'ByteLevel') {
    throw new UnsupportedTokenizer(
      `Only byte-level BPE tokenizers are supported, not ${file.model?.type} with decoder ${file.decoder?.type}.`,
    );
  }
}
