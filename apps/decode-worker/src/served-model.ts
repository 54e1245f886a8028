import { join } from 'node:path';

import type { DecodeInput } from '@slipstream/contract';
import type { TokenId } from '@slipstream/speculation';
import { readTargetManifest, type TargetManifest } from '@slipstream/target-compiler';
import { ChatTemplate, ChatTemplateError, loadTokenizer, type Tokenizer } from '@slipstream/tokenizer';

import type { ServedModel } from './completion-request.js';
import { DecodeRefusal } from './decode-refusal.js';

/** A compiled target as requests see it: its bounds, its tokenizer and its chat template. */
export class CompiledModel implements ServedModel {
  readonly contextLength: number;
  readonly vocabularySize: number;
  readonly stopTokens: ReadonlySet<TokenId>;
  private readonly template: ChatTemplate | undefined;
  /** What every plain text begins with. */
  private readonly textPrefix: readonly TokenId[];

  constructor(
    manifest: TargetManifest,
    readonly tokenizer: Tokenizer,
    readonly fingerprint: string,
  ) {
    const { architecture, tokens, chatTemplate } = manifest;
    this.contextLength = architecture.contextLength;
    this.vocabularySize = architecture.vocabularySize;
    this.stopTokens = new Set(tokens.stop);
    this.textPrefix = tokens.isBosAdded && tokens.bos !== null ? [tokens.bos] : [];
    const textOf = (token: TokenId | null): string =>
      token === null ? '' : Buffer.from(tokenizer.tokenBytes(token)).toString();
    this.template =
      chatTemplate === null
        ? undefined
        : new ChatTemplate(chatTemplate, { bosToken: textOf(tokens.bos), eosToken: textOf(tokens.eos) });
  }

  encode(input: DecodeInput): Int32Array {
    if (input.kind === 'text') {
      return Int32Array.from([...this.textPrefix, ...this.tokenizer.encode(input.prompt)]);
    }
    if (this.template === undefined) {
      throw new DecodeRefusal('invalid_request', 'This model has no chat template: use /v1/completions.');
    }
    try {
      return this.tokenizer.encodePieces(this.template.render(input.messages));
    } catch (error) {
      if (!(error instanceof ChatTemplateError)) throw error;
      throw new DecodeRefusal(
        'invalid_request',
        `The model's chat template refuses the messages: ${error.message}`,
      );
    }
  }
}

export async function loadModel(targetFolder: string, fingerprint: string): Promise<CompiledModel> {
  const manifest = await readTargetManifest(targetFolder);
  return new CompiledModel(manifest, await loadTokenizer(join(targetFolder, 'tokenizer.json')), fingerprint);
}
