import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DecodeEngine, greedy, type SamplingParams, verifyExactness } from '@slipstream/decode';
import { openTarget } from '@slipstream/runtime-onnx';
import { createSpeculation, StepCost } from '@slipstream/speculation';
import { type CompiledTarget, compileTarget, type Profile, profiles } from '@slipstream/target-compiler';
import { readGgufTensors, tinyGguf, type TinyModelOptions } from '@slipstream/target-compiler/testing';
import { SeededRandom } from '@slipstream/testing';

import { referenceLogits } from './reference-llama.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'tiny-targets-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function compile(options: TinyModelOptions, profile: Profile) {
  const ggufPath = join(folder, `${options.seed}.gguf`);
  await writeFile(ggufPath, tinyGguf(options));
  return { ggufPath, compiled: await compileTarget({ ggufPath, targetsFolder: folder, profile }) };
}

/** Grouped queries, one key-value head for all, and a head for each query. */
const shapes: readonly Partial<TinyModelOptions>[] = [
  { headCount: 4, kvHeadCount: 2 },
  { headCount: 4, kvHeadCount: 1, hiddenSize: 128, feedForwardSize: 160 },
  { headCount: 2, kvHeadCount: 2, layerCount: 1 },
];

describe('a compiled graph', () => {
  it.each(shapes)('computes what the architecture says: %j', async (shape) => {
    const { ggufPath, compiled } = await compile({ seed: 21, ...shape }, 'fp32');
    const random = new SeededRandom(22);
    const tokens = Int32Array.from({ length: 40 }, () =>
      random.below(compiled.manifest.architecture.vocabularySize),
    );
    const expected = referenceLogits(await readGgufTensors(ggufPath), compiled.manifest.architecture, tokens);
    const target = await openTarget(compiled.folder, { threads: 1, lanesMax: 1 });
    const scores = await target.score(
      [{ lane: 0, tokens, count: tokens.length, logitRows: 'all' }],
      'logits',
    );
    const largest = Math.max(
      ...expected.flatMap((row, index) => {
        const logits = scores.logits(index);
        return row.map((value, token) => Math.abs(value - logits[token]!));
      }),
    );
    await target.close();
    expect(largest).toBeLessThan(1e-4);
  });

  it.each(profiles)(
    'scores every row as one by one, to the last bit, on any number of threads and far into a text, in profile %s',
    async (profile) => {
      for (const [index, shape] of shapes.entries()) {
        const { compiled } = await compile({ seed: 30 + index, contextLength: 1280, ...shape }, profile);
        const target = await openTarget(compiled.folder, { threads: 8, lanesMax: 4 });
        const random = new SeededRandom(40 + index);
        const report = await verifyExactness(target, {
          random: () => random.next(),
          rounds: 4,
          textLength: 150,
          depth: 1088,
        });
        await target.close();
        expect(report).toMatchObject({ isExact: true, largestDifference: 0 });
        expect(report.comparedRows).toBeGreaterThan(500);
      }
    },
    60_000,
  );
});

describe('decoding random targets', () => {
  it('gives the same tokens with and without speculation, alone and together, over a thousand requests', async () => {
    let requests = 0;
    for (let seed = 0; seed < 12; seed++) {
      const profile = profiles[seed % profiles.length]!;
      const { compiled } = await compile({ seed: 50 + seed, ...shapes[seed % shapes.length] }, profile);
      const prompts = randomRequests(compiled, new SeededRandom(90 + seed));
      const plain = await decodeAll(compiled, prompts, { speculation: 'none', concurrency: 1 });
      for (const concurrency of [1, 8]) {
        const speculative = await decodeAll(compiled, prompts, { speculation: 'auto', concurrency });
        expect(speculative).toEqual(plain);
        requests += prompts.length;
      }
    }
    expect(requests).toBeGreaterThanOrEqual(1000);
  }, 300_000);
});

interface TinyRequest {
  readonly promptTokens: Int32Array;
  readonly sampling: SamplingParams;
}

/** Prompts that repeat one another, so that drafts are long and often right; half of them sampled. */
function randomRequests({ manifest }: CompiledTarget, random: SeededRandom): TinyRequest[] {
  const phrase = Int32Array.from({ length: 30 }, () => random.below(manifest.architecture.vocabularySize));
  return Array.from({ length: 44 }, (_, index) => ({
    promptTokens: phrase.subarray(random.below(10), random.between(12, 30)),
    sampling:
      index % 2 === 0 ? greedy : { ...greedy, temperature: 0.4, topP: 0.95, seed: random.below(1000) },
  }));
}

async function decodeAll(
  compiled: CompiledTarget,
  requests: readonly TinyRequest[],
  { speculation, concurrency }: { speculation: 'auto' | 'none'; concurrency: number },
): Promise<string[]> {
  const target = await openTarget(compiled.folder, { threads: 2, lanesMax: 8 });
  // A cost that hardly grows with the rows makes the controller draft as much as it can.
  const points = [1, 2, 4, 8, 16, 32].map((rows) => ({ rows, ms: 10 + rows / 100 }));
  let clock = 0;
  const engine = new DecodeEngine({
    target,
    speculation: createSpeculation({ stepCost: StepCost.fromProfile(points) }),
    now: () => clock++,
  });
  const texts: string[] = [];
  for (let first = 0; first < requests.length; first += concurrency) {
    const group = requests.slice(first, first + concurrency);
    texts.push(...(await Promise.all(group.map((request) => decode(engine, request, speculation)))));
  }
  await engine.close();
  await target.close();
  return texts;
}

function decode(engine: DecodeEngine, request: TinyRequest, speculation: 'auto' | 'none'): Promise<string> {
  const tokens: number[] = [];
  return new Promise((resolve, reject) => {
    engine.submit(
      { ...request, maxTokens: 90, stopTokens: new Set([2]), topLogprobs: undefined, speculation },
      {
        onToken: (token) => {
          tokens.push(token);
          return 'continue';
        },
        onStep: () => undefined,
        onFinish: ({ reason, error }) =>
          error === undefined ? resolve(`${reason}: ${tokens.join(' ')}`) : reject(error),
      },
    );
  });
}
