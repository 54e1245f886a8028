import { Template } from '@huggingface/jinja';

import type { TextPiece } from './tokenizer.js';

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
  readonly name?: string | undefined;
}

/** The template cannot render these messages; the message says why, in the template's own words. */
export class ChatTemplateError extends Error {
  override readonly name = 'ChatTemplateError';
}

/** A model's chat template (Jinja), rendered so that what people wrote can be told from the template's markup. */
export class ChatTemplate {
  private readonly template: Template;

  constructor(
    source: string,
    private readonly specials: { readonly bosToken?: string; readonly eosToken?: string } = {},
  ) {
    this.template = new Template(source);
  }

  /**
   * Renders the messages, ready for the assistant's answer. Contents and names go through the template as placeholders and
   * are put in afterwards, as words: one that spells a special token stays text.
   */
  render(messages: readonly ChatMessage[]): TextPiece[] {
    const mark = unusedMark(messages);
    const words: string[] = [];
    const placeholder = (text: string): string => `${mark}${words.push(text) - 1}${mark}`;
    const rendered = this.renderText(
      messages.map(({ role, content, name }) => ({
        role,
        content: placeholder(content),
        ...(name === undefined ? {} : { name: placeholder(name) }),
      })),
    );
    const parts = rendered.split(mark);
    return parts.flatMap((text, index): TextPiece[] => {
      if (index % 2 === 1) return [{ kind: 'words', text: words[Number(text)]! }];
      return text === '' ? [] : [{ kind: 'markup', text }];
    });
  }

  private renderText(messages: readonly ChatMessage[]): string {
    try {
      return this.template.render({
        messages: messages.map((message) => ({ ...message })),
        add_generation_prompt: true,
        bos_token: this.specials.bosToken ?? '',
        eos_token: this.specials.eosToken ?? '',
      });
    } catch (cause) {
      // `raise_exception` of a template ends up here too, with the reason it gives.
      throw new ChatTemplateError(cause instanceof Error ? cause.message : String(cause));
    }
  }
}

/** A private-use character that no message contains. */
function unusedMark(messages: readonly ChatMessage[]): string {
  for (let code = 0xe000; code <= 0xf8ff; code++) {
    const mark = String.fromCharCode(code);
    if (!messages.some(({ role, content, name }) => `${role}${content}${name ?? ''}`.includes(mark)))
      return mark;
  }
  throw new ChatTemplateError('The messages use every private-use character.');
}
