import type { DecodeEvent } from '@slipstream/contract';
import { ChoiceCollector } from '../openai/choice-collector.js';
import type { Delivery } from '../workers/dispatcher.js';

/** Gathers the answer; nothing reaches the client before it is whole, so every attempt may be repeated. */
export class WholeDelivery implements Delivery {
  readonly hasStarted = false;
  collector = new ChoiceCollector();

  constructor(private readonly onReceived: (event: DecodeEvent) => void) {}

  async consume(batches: AsyncIterable<DecodeEvent[]>): Promise<void> {
    this.collector = new ChoiceCollector();
    for await (const events of batches) {
      for (const event of events) {
        this.collector.add(event);
        this.onReceived(event);
      }
    }
  }
}
