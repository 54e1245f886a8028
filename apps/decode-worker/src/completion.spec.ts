import { type DecodeBody, type DecodeEvent, DecodeTranscript } from '@slipstream/contract';
import { SeededRandom } from '@slipstream/testing';

import { Completion } from './completion.js';
import { toCompletionRequest } from './completion-request.js';
import { createToyService, letters, type ToyService } from './testing/toy-service.js';

const baseBody: DecodeBody = {
  requestId: 'req_1',
  account: {
    tenantId: 'ten_1',
    apiKeyId: 'key_1',
    endpointId: 'ep_1',
    startedAt: '2026-01-01T00:00:00.000Z',
  },
  input: { kind: 'text', prompt: 'abcabcabc' },
  sampling: {
    temperature: 0,
    topP: 1,
    topK: 0,
    minP: 0,
    presencePenalty: 0,
    frequencyPenalty: 0,
    logitBias: {},
    seed: 5,
  },
  n: 1,
  maxTokens: 40,
  stop: [],
  topLogprobs: null,
  speculation: 'auto',
};
const sampled = { ...baseBody.sampling, temperature: 0.8 };

function decode(toy: ToyService, overrides: Partial<DecodeBody>): Promise<DecodeEvent[]> {
  const request = toCompletionRequest(
    { ...baseBody, ...overrides },
    toy.service.model,
    toy.service.policy.current,
  );
  const events: DecodeEvent[] = [];
  return new Promise((resolve) => {
    new Completion(request, toy.service.tokenizer, {
      onEvent: (event) => events.push(event),
      onAbort: () => undefined,
      onSequenceEnd: () => undefined,
      onCommit: () => undefined,
      onSettled: () => undefined,
      onEnd: () => resolve(events),
    }).start(toy.engine);
  });
}

type EventOf<Type extends DecodeEvent['type']> = Extract<DecodeEvent, { type: Type }>;

function ofType<Type extends DecodeEvent['type']>(
  events: readonly DecodeEvent[],
  type: Type,
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

function textOf(events: readonly DecodeEvent[], index = 0): string {
  return ofType(events, 'delta')
    .filter((delta) => delta.index === index)
    .map((delta) => delta.text)
    .join('');
}

describe('Completion', () => {
  it('gives the same text, tokens and usage with speculation and without, and counts every token once', async () => {
    for (let seed = 0; seed < 40; seed++) {
      const overrides: Partial<DecodeBody> = {
        sampling: { ...sampled, seed },
        stop: ['ab', 'dc'],
        topLogprobs: 2,
      };
      const plain = await decode(createToyService({ seed }), { ...overrides, speculation: 'none' });
      const fast = await decode(createToyService({ seed }), { ...overrides, speculation: 'auto' });
      expect(textOf(fast)).toBe(textOf(plain));
      expect(ofType(fast, 'finish')).toEqual(ofType(plain, 'finish'));
      expect(ofType(fast, 'done')[0]!.usage).toEqual(ofType(plain, 'done')[0]!.usage);
      const logprobsOf = (events: readonly DecodeEvent[]) =>
        ofType(events, 'delta').flatMap((delta) => delta.logprobs);
      expect(logprobsOf(fast)).toEqual(logprobsOf(plain));
      expect(logprobsOf(fast).map((entry) => entry!.token)).toEqual([...textOf(fast)]);
    }
  });

  it('ends before a stop string and counts the token that completed it', async () => {
    const whole = textOf(await decode(createToyService(), {}));
    const stop = whole.slice(5, 8);
    const events = await decode(createToyService(), { stop: [stop] });
    const end = whole.indexOf(stop);
    expect(textOf(events)).toBe(whole.slice(0, end));
    expect(ofType(events, 'finish')).toEqual([
      { type: 'finish', index: 0, reason: 'stop', completionTokens: end + stop.length },
    ]);
  });

  it('does not count the end-of-text token', async () => {
    const { model } = createToyService().service;
    const biased = { ...baseBody.sampling, logitBias: { [String(letters.length)]: 100 } };
    const events = await decode(createToyService(), { sampling: biased });
    expect(model.stopTokens.has(letters.length)).toBe(true);
    expect(ofType(events, 'finish')).toEqual([
      { type: 'finish', index: 0, reason: 'stop', completionTokens: 0 },
    ]);
  });

  it('gives choice 0 the text it has alone, the others texts of their own, and counts the prompt once', async () => {
    const alone = await decode(createToyService(), { sampling: sampled });
    const three = await decode(createToyService(), { sampling: sampled, n: 3 });
    expect(textOf(three, 0)).toBe(textOf(alone));
    expect(new Set([0, 1, 2].map((index) => textOf(three, index))).size).toBe(3);
    const { usage } = ofType(three, 'done')[0]!;
    const finished = ofType(three, 'finish').reduce((sum, finish) => sum + finish.completionTokens, 0);
    expect(usage).toEqual({ promptTokens: 9, completionTokens: finished, cachedTokens: 0 });
  });

  it('ends at the context limit when no limit is given', async () => {
    const events = await decode(createToyService({ contextLength: 32 }), {
      maxTokens: null,
      sampling: { ...baseBody.sampling, logitBias: { [String(letters.length)]: -100 } },
    });
    expect(ofType(events, 'finish')).toEqual([
      { type: 'finish', index: 0, reason: 'length', completionTokens: 32 - 9 },
    ]);
  });

  it('ends with one error and without usage when the target fails', async () => {
    const toy = createToyService();
    toy.target.failure = new Error('out of memory');
    const events = await decode(toy, { n: 2 });
    expect(ofType(events, 'error')).toHaveLength(1);
    expect(events.at(-1)!.type).toBe('error');
    expect(JSON.stringify(events)).not.toContain('out of memory');
  });
});

describe('a completion that goes on after another worker', () => {
  /** The events of one worker up to a cut, followed by those of another that is told how far the first one got. */
  async function failOver(overrides: Partial<DecodeBody>, cut: number, seed: number): Promise<DecodeEvent[]> {
    const told = (await decode(createToyService({ seed }), overrides)).slice(0, cut);
    const transcript = new DecodeTranscript(overrides.n ?? 1);
    for (const event of told) transcript.observe(event);
    const { resume } = transcript;
    const rest = await decode(createToyService({ seed }), { ...overrides, resume });
    return resume === undefined ? rest : [...told, ...rest.filter(({ type }) => type !== 'start')];
  }

  const logprobsOf = (events: readonly DecodeEvent[], index: number) =>
    ofType(events, 'delta')
      .filter((delta) => delta.index === index)
      .flatMap(({ logprobs }) => logprobs);

  it('tells the same text, tokens, log probabilities, ends and usage, wherever the first one was cut off', async () => {
    const random = new SeededRandom(7);
    for (let seed = 0; seed < 24; seed++) {
      const n = random.between(1, 3);
      const overrides: Partial<DecodeBody> = {
        n,
        sampling: { ...sampled, seed, presencePenalty: 0.9, frequencyPenalty: 0.6 },
        stop: random.pick([[], ['ab', 'dc'], ['bcda', 'fgh', 'a']]),
        maxTokens: random.between(1, 40),
        topLogprobs: 2,
        speculation: random.pick(['auto', 'none'] as const),
      };
      const whole = await decode(createToyService({ seed }), overrides);
      for (let cuts = 0; cuts < 4; cuts++) {
        const joined = await failOver(overrides, random.below(whole.length), seed);
        for (let index = 0; index < n; index++) {
          expect(textOf(joined, index)).toBe(textOf(whole, index));
          expect(logprobsOf(joined, index)).toEqual(logprobsOf(whole, index));
        }
        const endsOf = (events: readonly DecodeEvent[]) =>
          ofType(events, 'finish').sort((a, b) => a.index - b.index);
        expect(endsOf(joined)).toEqual(endsOf(whole));
        const { promptTokens, completionTokens } = ofType(joined, 'done')[0]!.usage;
        expect({ promptTokens, completionTokens }).toEqual({
          promptTokens: 9,
          completionTokens: ofType(whole, 'done')[0]!.usage.completionTokens,
        });
      }
    }
  });

  it('is refused on other weights, whose text would be another', () => {
    const resume = { fingerprint: 'other', choices: [{ state: 'finished' as const, completionTokens: 1 }] };
    const { model, policy } = createToyService().service;
    expect(() => toCompletionRequest({ ...baseBody, resume }, model, policy.current)).toThrow(
      expect.objectContaining({ code: 'not_resumable' }),
    );
  });

  it.each([
    [
      'a choice too many',
      { choices: [1, 2].map(() => ({ state: 'finished' as const, completionTokens: 1 })) },
    ],
    ['an unknown token', { choices: [{ state: 'running' as const, tokens: [999], textLength: 1 }] }],
  ])('is refused with %s', (_name, { choices }) => {
    const { model, policy } = createToyService().service;
    const resume = { fingerprint: model.fingerprint, choices };
    expect(() => toCompletionRequest({ ...baseBody, resume }, model, policy.current)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });
});
