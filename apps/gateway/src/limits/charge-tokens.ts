import type { DecodeEvent } from '@slipstream/contract';
import type { Admission } from './limiter.js';

/** Charges tokens as they come, and at the end what came without being told: a stop string's, for one. */
export function chargeTokens({ charge }: Pick<Admission, 'charge'>): (event: DecodeEvent) => void {
  let charged = 0;
  const add = (count: number): void => {
    if (count <= 0) return;
    charged += count;
    charge(count);
  };
  return (event) => {
    switch (event.type) {
      case 'start':
        // A worker that fails before it told anything is followed by another start.
        add(event.promptTokens - charged);
        break;
      case 'delta':
        add(event.tokens.length);
        break;
      case 'done':
        add(event.usage.promptTokens + event.usage.completionTokens - charged);
        break;
      case 'finish':
      case 'error':
        break;
    }
  };
}
