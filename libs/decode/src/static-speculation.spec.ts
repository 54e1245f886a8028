import { createSpeculation, StepCost, type StaticLane, type StaticSpeculator } from '@slipstream/speculation';
import { SeededRandom } from '@slipstream/testing';

import { DecodeEngine } from './decode-engine.js';
import { decodePlainly, randomSampling, Recorder, requestOf } from './testing/plain-decoding.js';
import { toyHiddenState, ToyTargetModel } from './testing/toy-target-model.js';

interface Reading {
  readonly position: number;
  readonly hidden: readonly number[];
  readonly nextToken: number;
}

class ScriptedLane implements StaticLane {
  readonly tokens = new Int32Array(8);
  readonly probabilities = new Float32Array(8).fill(0.9);
  length = 0;
  readonly readings: Reading[] = [];
  isClosed = false;

  read(position: number, hidden: Float32Array, nextToken: number): void {
    this.readings.push({ position, hidden: [...hidden], nextToken });
  }

  close(): void {
    this.isClosed = true;
  }
}

/** Drafts the target's greedy tokens from what it has read, and garbage now and then. */
class ScriptedSpeculator implements StaticSpeculator {
  readonly lookaheadMax = 8;
  readonly lanes: ScriptedLane[] = [];
  callCount = 0;

  constructor(
    private readonly target: ToyTargetModel,
    private readonly random: SeededRandom,
  ) {}

  open(): StaticLane {
    const lane = new ScriptedLane();
    this.lanes.push(lane);
    return lane;
  }

  async draft(lanes: readonly StaticLane[], { lookahead }: { lookahead: number }): Promise<void> {
    this.callCount++;
    await Promise.resolve();
    for (const lane of lanes as readonly ScriptedLane[]) {
      const text = lane.readings.map(({ nextToken }) => nextToken);
      lane.length = this.random.between(0, lookahead);
      for (let index = 0; index < lane.length; index++) {
        const logits = this.target.logitsAfter(text);
        const token = logits.indexOf(Math.max(...logits));
        lane.tokens[index] = this.random.next() < 0.1 ? this.random.below(1000) : token;
        text.push(token);
      }
    }
  }
}

const stepCost = (): StepCost =>
  StepCost.fromProfile([
    { rows: 1, ms: 10 },
    { rows: 32, ms: 20 },
  ]);

function setUp(seed: number) {
  const random = new SeededRandom(seed);
  const target = new ToyTargetModel({
    seed,
    memory: random.between(1, 3),
    lanesMax: random.between(1, 4),
    contextLength: random.pick([40, 200]),
  });
  const speculator = new ScriptedSpeculator(target, random);
  const speculation = createSpeculation({
    stepCost: stepCost(),
    endpointMemory: { ringLog2: 8, ngramsLog2: 8 },
    requestMemory: { ringLog2: 8, ngramsLog2: 8 },
    neural: { speculator, now: () => 0 },
  });
  return { random, target, speculator, engine: new DecodeEngine({ target, speculation, now: () => 0 }) };
}

it('gives the text of plain decoding with a static speculator, in every mode, over random targets and batches', async () => {
  let callCount = 0;
  for (let round = 1; round <= 60; round++) {
    const { random, target, speculator, engine } = setUp(round);
    const requests = Array.from({ length: random.between(1, 6) }, () => {
      const prompt = Array.from({ length: random.between(1, 20) }, () => random.between(1, 22));
      const request = requestOf(prompt, randomSampling(random), random.between(1, 60));
      return { ...request, speculation: random.pick(['auto', 'static', 'adaptive', 'none'] as const) };
    });
    const recorders = requests.map((request) => {
      const recorder = new Recorder();
      engine.submit(request, recorder);
      return recorder;
    });
    await Promise.all(recorders.map((recorder) => recorder.finished));
    await engine.close();
    requests.forEach((request, index) => {
      expect(recorders[index]!.tokens).toEqual(decodePlainly(target, request));
    });
    expect(speculator.lanes.every((lane) => lane.isClosed)).toBe(true);
    callCount += speculator.callCount;
  }
  expect(callCount).toBeGreaterThan(100);
});

it('shows the speculator the hidden state of the last position of the prompt and of all after it, with the token that follows', async () => {
  for (let round = 1; round <= 30; round++) {
    const { random, speculator, engine } = setUp(round);
    const prompt = Array.from({ length: random.between(1, 30) }, () => random.between(1, 22));
    const recorder = new Recorder();
    engine.submit(requestOf(prompt, randomSampling(random), 30), recorder);
    await recorder.finished;
    await engine.close();
    const text = [...prompt, ...recorder.tokens];
    const expected = text.slice(0, -1).map((_, position) => ({
      position,
      hidden: toyHiddenState(text.slice(0, position + 1)),
      nextToken: text[position + 1],
    }));
    const answered = expected.slice(prompt.length - 1);
    const { readings } = speculator.lanes[0]!;
    // The last position is read only if the step that scored it kept it.
    expect(readings).toEqual(answered.slice(0, readings.length));
    expect(answered.length - readings.length).toBeLessThanOrEqual(1);
  }
});

it('goes on without a speculator that fails', async () => {
  const { target, speculator, engine } = setUp(3);
  speculator.draft = () => Promise.reject(new Error('broken'));
  const request = {
    ...requestOf([1, 2, 3], randomSampling(new SeededRandom(1)), 30),
    speculation: 'static' as const,
  };
  const recorder = new Recorder();
  engine.submit(request, recorder);
  await recorder.finished;
  await engine.close();
  expect(recorder.tokens).toEqual(decodePlainly(target, request));
});
