import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { compileTarget } from '../compile-target.js';
import { halfAt } from '../gguf/half-float.js';
import { whyNotRevision } from '../revision-compatibility.js';
import { readGgufTensors, tinyGguf } from '../testing/index.js';
import { halfBits } from './encode-q8.js';
import { perturbModel } from './perturb-model.js';

let folder: string;
let ggufPath: string;
const moved = (name: string): string => join(folder, `${name}.gguf`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perturb-'));
  ggufPath = moved('first');
  await writeFile(ggufPath, tinyGguf({ seed: 1 }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('moves the matrices of the layers by sigma, and nothing else', async () => {
  const sigma = 0.1;
  await perturbModel({ ggufPath, outputPath: moved('next'), sigma, seed: 7 });
  const [before, after] = [await readGgufTensors(ggufPath), await readGgufTensors(moved('next'))];
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [name, values] of before) {
    const next = after.get(name)!;
    if (!name.startsWith('blk.') || name.includes('norm')) expect(next).toEqual(values);
    else {
      const squares = (of: (index: number) => number): number =>
        values.reduce((sum, _, index) => sum + of(index) ** 2, 0);
      const distance = Math.sqrt(
        squares((index) => next[index] - values[index]) / squares((index) => values[index]),
      );
      expect(distance / sigma).toBeGreaterThan(0.9);
      expect(distance / sigma).toBeLessThan(1.1);
    }
  }
});

it('is a revision of the same model, the same one for the same seed', async () => {
  for (const [name, seed] of [
    ['a', 3],
    ['b', 3],
    ['c', 4],
  ] as const)
    await perturbModel({ ggufPath, outputPath: moved(name), sigma: 0.05, seed });
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => readFile(moved(name))));
  expect(a!.equals(b!)).toBe(true);
  expect(a!.equals(c!)).toBe(false);
  const compile = async (path: string): Promise<string> =>
    (await compileTarget({ ggufPath: path, targetsFolder: folder, profile: 'int8-row' })).folder;
  expect(await whyNotRevision(await compile(ggufPath), await compile(moved('c')))).toBeUndefined();
});

it('refuses as a revision what has another shape or another tokenizer', async () => {
  const compile = async (
    name: string,
    options: Omit<Parameters<typeof tinyGguf>[0], 'seed'>,
  ): Promise<string> => {
    await writeFile(moved(name), tinyGguf({ seed: 1, ...options }));
    return (await compileTarget({ ggufPath: moved(name), targetsFolder: folder, profile: 'fp32' })).folder;
  };
  const current = await compile('current', {});
  const wider = await compile('wider', { feedForwardSize: 128 });
  const merged = await compile('merged', {
    metadata: { 'tokenizer.ggml.merges': { kind: 'texts', value: ['t h'] } },
  });
  expect(await whyNotRevision(current, wider)).toMatch(/feedForwardSize is 128 instead of 96/);
  expect(await whyNotRevision(current, merged)).toMatch(/another tokenizer/);
});

it('rounds to the nearest half', () => {
  const half = (value: number): number => {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16LE(halfBits(value));
    return halfAt(bytes, 0);
  };
  for (const value of [0, 1, 0.1, 1e-3, 3e-5, 1e-6, 2 - 2 ** -12, 1000.3])
    expect(Math.abs(half(value) - value)).toBeLessThanOrEqual(Math.max(value * 2 ** -11, 2 ** -25));
});
