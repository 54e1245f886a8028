import { createSpeculation, StepCost } from '@slipstream/speculation';
import { SeededRandom } from '@slipstream/testing';

import { DecodeEngine } from './decode-engine.js';
import { greedy } from './request.js';
import { StepTurns } from './step-turns.js';
import { decodePlainly, Recorder, requestOf } from './testing/plain-decoding.js';
import { ToyTargetModel } from './testing/toy-target-model.js';

it('runs steps one at a time, in order, and goes on after one that failed', async () => {
  const turns = new StepTurns();
  const log: string[] = [];
  const step = (name: string) => async (): Promise<void> => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    if (name === 'a') throw new Error('a failed');
  };
  await Promise.allSettled([turns.take(step('a')), turns.take(step('b'))]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

it('keeps the texts of two targets what they are alone while they share one speculation', async () => {
  const random = new SeededRandom(5);
  let clockMs = 0;
  const turns = new StepTurns();
  const stepCost = StepCost.fromProfile([
    { rows: 1, ms: 10 },
    { rows: 32, ms: 12 },
  ]);
  const speculation = createSpeculation({ stepCost, holdBackRandom: () => random.next() });
  const targets = [1, 2].map((seed) => new ToyTargetModel({ seed, memory: 1 }));
  const engines = targets.map(
    (target) => new DecodeEngine({ target, speculation, turns, now: () => clockMs++ }),
  );
  const requests = Array.from({ length: 24 }, (_, index) => ({
    side: index % 2,
    request: requestOf(
      [1 + random.below(20), 1 + random.below(20)],
      { ...greedy, seed: index, temperature: index % 3 === 0 ? 0 : 0.6 },
      60,
    ),
    recorder: new Recorder(),
  }));
  for (const { side, request, recorder } of requests) engines[side]!.submit(request, recorder);
  const outcomes = await Promise.all(requests.map(({ recorder }) => recorder.finished));
  for (const { side, request, recorder } of requests)
    expect(recorder.tokens).toEqual(decodePlainly(targets[side]!, request));
  expect(outcomes.reduce((sum, { acceptedTokens }) => sum + acceptedTokens, 0)).toBeGreaterThan(50);
  for (const engine of engines) await engine.close();
});
