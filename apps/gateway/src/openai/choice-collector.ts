import type {
  CompletionFinishReason,
  DecodeEvent,
  DecodeUsage,
  SpeculationReport,
  TokenLogprob,
} from '@slipstream/contract';

export interface CollectedChoice {
  index: number;
  text: string;
  logprobs: TokenLogprob[];
  reason: CompletionFinishReason;
}

/** Gathers a whole answer for a client that did not ask for a stream. */
export class ChoiceCollector {
  private readonly choiceByIndex = new Map<number, CollectedChoice>();
  fingerprint: string | null = null;
  speculation: SpeculationReport | undefined;
  usage: DecodeUsage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };

  add(event: DecodeEvent): void {
    switch (event.type) {
      case 'start':
        this.fingerprint = event.fingerprint;
        break;
      case 'delta': {
        const choice = this.choiceAt(event.index);
        choice.text += event.text;
        choice.logprobs.push(...(event.logprobs ?? []));
        break;
      }
      case 'finish':
        this.choiceAt(event.index).reason = event.reason === 'length' ? 'length' : 'stop';
        break;
      case 'done':
        this.usage = event.usage;
        this.speculation = event.speculation;
        break;
      case 'error':
        // Never arrives: the reader of a worker's answer throws it.
        break;
    }
  }

  /** In order of their index. */
  get choices(): CollectedChoice[] {
    return [...this.choiceByIndex.values()].sort((a, b) => a.index - b.index);
  }

  private choiceAt(index: number): CollectedChoice {
    let choice = this.choiceByIndex.get(index);
    if (!choice) {
      choice = { index, text: '', logprobs: [], reason: 'stop' };
      this.choiceByIndex.set(index, choice);
    }
    return choice;
  }
}
