import type { DecodeEvent } from '@slipstream/contract';

type Delta = Extract<DecodeEvent, { type: 'delta' }>;

/** The same events with one delta a choice, which stands where its first one stood. */
export function joinDeltas(events: readonly DecodeEvent[]): DecodeEvent[] {
  const joined: DecodeEvent[] = [];
  const places = new Map<number, number>();
  for (const event of events) {
    const place = event.type === 'delta' ? places.get(event.index) : undefined;
    if (event.type === 'delta' && place !== undefined) {
      joined[place] = joinTwo(joined[place] as Delta, event);
      continue;
    }
    if (event.type === 'delta') places.set(event.index, joined.length);
    joined.push(event);
  }
  return joined;
}

function joinTwo(one: Delta, next: Delta): Delta {
  const logprobs = [...(one.logprobs ?? []), ...(next.logprobs ?? [])];
  const hasLogprobs = one.logprobs !== undefined || next.logprobs !== undefined;
  return {
    ...one,
    text: one.text + next.text,
    tokens: [...one.tokens, ...next.tokens],
    ...(hasLogprobs ? { logprobs } : {}),
  };
}
