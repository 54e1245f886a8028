import type { CompletionFinishReason, DecodeEvent, TokenLogprob } from '@slipstream/contract';
import type { AnswerExtras } from './answer-format.js';
import { toUsage, type Envelope } from './envelope.js';
import { speculationField } from './speculation-field.js';

/** How one route words the choices of its chunks. */
export interface ChoiceWording<Choice extends object> {
  /** What a choice begins with before its first text, if anything. */
  opening(index: number): Choice[];
  delta(delta: { index: number; text: string; logprobs: readonly TokenLogprob[] | undefined }): Choice;
  finish(index: number, reason: CompletionFinishReason): Choice;
}

export interface ChunkOptions extends AnswerExtras {
  envelope: Envelope & { object: string };
}

/** Turns the events of an answer, in order, into the chunks a client of a stream receives. */
export class ChunkWriter<Choice extends object = object> {
  private readonly opened = new Set<number>();
  private fingerprint: string | null = null;

  constructor(
    private readonly wording: ChoiceWording<Choice>,
    private readonly options: ChunkOptions,
  ) {}

  write(event: DecodeEvent): object[] {
    switch (event.type) {
      case 'start':
        this.fingerprint = event.fingerprint;
        return [];
      case 'delta':
        return this.writeDelta(event);
      case 'finish': {
        const choice = this.wording.finish(event.index, event.reason === 'length' ? 'length' : 'stop');
        return [...this.open(event.index), this.chunk([choice])];
      }
      case 'done':
        return this.writeExtras(event);
      case 'error':
        // Never arrives: the reader of a worker's answer throws it.
        return [];
    }
  }

  /** A last chunk without choices, if anything was asked for beyond them. */
  private writeExtras({ usage, speculation }: Extract<DecodeEvent, { type: 'done' }>): object[] {
    const extras = {
      ...(this.options.usage === 'included' ? { usage: toUsage(usage) } : {}),
      ...(this.options.speculation === 'included' ? speculationField(speculation) : {}),
    };
    return Object.keys(extras).length === 0 ? [] : [{ ...this.chunk([]), ...extras }];
  }

  private writeDelta({ index, text, logprobs }: Extract<DecodeEvent, { type: 'delta' }>): object[] {
    if (text === '' && logprobs === undefined) {
      return [];
    }
    return [...this.open(index), this.chunk([this.wording.delta({ index, text, logprobs })])];
  }

  private open(index: number): object[] {
    if (this.opened.has(index)) {
      return [];
    }
    this.opened.add(index);
    return this.wording.opening(index).map((choice) => this.chunk([choice]));
  }

  private chunk(choices: Choice[]): object {
    const { envelope, usage } = this.options;
    const chunk = { ...envelope, system_fingerprint: this.fingerprint, choices };
    return usage === 'included' ? { ...chunk, usage: null } : chunk;
  }
}
