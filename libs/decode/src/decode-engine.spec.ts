import type { SequenceSpeculation, Speculation, TokenHistory } from '@slipstream/speculation';
import { SeededRandom } from '@slipstream/testing';

import { DecodeEngine } from './decode-engine.js';
import { greedy } from './request.js';
import { decodePlainly, randomSampling, Recorder, requestOf } from './testing/plain-decoding.js';
import { ToyTargetModel } from './testing/toy-target-model.js';

type Adversary = (
  random: SeededRandom,
  history: TokenHistory,
  lookaheadMax: number,
  target: ToyTargetModel,
) => number[];

/** Proposers that try to break the text: it must not change whatever they propose. */
const adversaries: Record<string, Adversary> = {
  silent: () => [],
  wrong: (random, _, most) => Array.from({ length: most }, () => random.below(1000)),
  right: (_, history, most, target) => {
    const text = Array.from(history.tokens.subarray(0, history.length));
    const draft: number[] = [];
    while (draft.length < most) {
      const logits = target.logitsAfter([...text, ...draft]);
      draft.push(logits.indexOf(Math.max(...logits)));
    }
    return draft;
  },
  stopping: (_, __, most) => Array.from({ length: most }, () => 0),
  mixed: (random, history, most, target) => {
    const draft = adversaries['right']!(random, history, random.below(most + 1), target);
    if (draft.length > 0 && random.next() < 0.5)
      draft[random.below(draft.length)] = random.below(target.vocabularySize);
    return draft;
  },
};

function scriptedSpeculation(
  adversary: Adversary,
  random: SeededRandom,
  target: ToyTargetModel,
): Speculation {
  const histories = new Map<SequenceSpeculation, TokenHistory>();
  return {
    needsHidden: false,
    open(history) {
      const speculation: SequenceSpeculation = {
        draft: { tokens: new Int32Array(64), length: 0, arm: 'adaptive' },
        lookaheadMax: 0,
        settle: () => undefined,
        observeHidden: () => undefined,
        observe: () => undefined,
        close: () => undefined,
      };
      histories.set(speculation, history);
      return speculation;
    },
    plan(batch) {
      for (const speculation of batch) {
        const draft = adversary(random, histories.get(speculation)!, speculation.lookaheadMax, target);
        speculation.draft.tokens.set(draft);
        speculation.draft.length = draft.length;
      }
    },
    observeStep: () => undefined,
  };
}

describe.each(Object.keys(adversaries))('decoding with a proposer that is %s', (name) => {
  it('gives the text of plain decoding, over random targets, parameters and batches', async () => {
    for (let round = 0; round < 60; round++) {
      const random = new SeededRandom(round * 977 + name.length);
      const target = new ToyTargetModel({
        seed: round + 1,
        memory: random.between(1, 3),
        lanesMax: random.between(1, 4),
        contextLength: random.pick([40, 64, 200]),
      });
      const speculation = scriptedSpeculation(adversaries[name]!, random, target);
      const engine = new DecodeEngine({
        target,
        speculation,
        now: () => 0,
        prefixCacheBytesMax: random.pick([0, 200, 1e6]),
      });
      const shared = Array.from({ length: random.between(1, 20) }, () => random.between(1, 22));
      const requests = Array.from({ length: random.between(1, 8) }, () => {
        const own = Array.from({ length: random.between(1, 12) }, () => random.between(1, 22));
        const prompt = random.next() < 0.5 ? [...shared, ...own] : own;
        return requestOf(prompt, randomSampling(random), random.between(1, 60));
      });
      const recorders = requests.map((request) => {
        const recorder = new Recorder();
        engine.submit(request, recorder);
        return recorder;
      });
      const outcomes = await Promise.all(recorders.map((recorder) => recorder.finished));
      await engine.close();
      requests.forEach((request, index) => {
        expect(recorders[index]!.tokens).toEqual(decodePlainly(target, request));
        expect(outcomes[index]!.completionTokens).toBe(recorders[index]!.tokens.length);
      });
    }
  });
});

describe('DecodeEngine', () => {
  const engineOf = (target: ToyTargetModel, adversary: Adversary = adversaries['right']!): DecodeEngine =>
    new DecodeEngine({
      target,
      speculation: scriptedSpeculation(adversary, new SeededRandom(1), target),
      now: () => 0,
    });

  it('scores an aborted sequence no more', async () => {
    const target = new ToyTargetModel();
    const engine = engineOf(target, adversaries['silent']);
    const recorder = new Recorder();
    const handle = engine.submit({ ...requestOf([1, 2, 3], greedy, 200), stopTokens: new Set() }, recorder);
    await Promise.resolve();
    handle.abort();
    const stepsBefore = target.stepCount;
    expect((await recorder.finished).reason).toBe('aborted');
    expect(target.stepCount - stepsBefore).toBeLessThanOrEqual(1);
    await engine.close();
  });

  it('reuses the longest common prefix of an earlier conversation', async () => {
    const target = new ToyTargetModel();
    const engine = engineOf(target);
    const prompt = Array.from({ length: 30 }, (_, index) => 1 + (index % 20));
    const first = new Recorder();
    engine.submit(requestOf(prompt, greedy, 5), first);
    expect((await first.finished).cachedTokens).toBe(0);
    const second = new Recorder();
    const other = first.tokens[0] === 7 ? 8 : 7;
    engine.submit(requestOf([...prompt, other, 7], greedy, 5), second);
    expect((await second.finished).cachedTokens).toBe(30);
    await engine.close();
  });

  it('ends a sequence where its sink says, in the middle of an accepted draft', async () => {
    const target = new ToyTargetModel();
    const engine = engineOf(target);
    const recorder = new Recorder(3);
    engine.submit({ ...requestOf([1], greedy, 50), stopTokens: new Set() }, recorder);
    const outcome = await recorder.finished;
    expect(outcome.reason).toBe('stop');
    expect(recorder.tokens).toHaveLength(3);
    await engine.close();
  });

  it('fails the sequences of a failed step and goes on with the next request', async () => {
    const target = new ToyTargetModel();
    const engine = engineOf(target);
    target.failure = new Error('out of memory');
    const failed = new Recorder();
    engine.submit(requestOf([1, 2], greedy, 5), failed);
    expect(await failed.finished).toMatchObject({ reason: 'failed', error: { message: 'out of memory' } });
    const next = new Recorder();
    const request = requestOf([1, 2], greedy, 5);
    engine.submit(request, next);
    await next.finished;
    expect(next.tokens).toEqual(decodePlainly(target, request));
    await engine.close();
  });

  it('refuses a prompt without tokens or without room for an answer', async () => {
    const target = new ToyTargetModel({ contextLength: 8 });
    const engine = engineOf(target);
    expect(() => engine.submit(requestOf([], greedy, 5), new Recorder())).toThrow(RangeError);
    expect(() => engine.submit(requestOf(Array(8).fill(1), greedy, 5), new Recorder())).toThrow(RangeError);
    await engine.close();
  });
});
