import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SeededRandom } from '@slipstream/testing';

import { readWeights, writeWeights } from './weights-file.js';

const layout = [
  { name: 'join', inputs: 6, outputs: 4, valuesOffset: 0, scalesOffset: 24 },
  { name: 'down', inputs: 3, outputs: 5, valuesOffset: 40, scalesOffset: 56 },
];

describe('the weights file', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'weights-'))));
  afterEach(() => rm(folder, { recursive: true }));

  function randomMatrices(): Map<string, Float32Array> {
    const random = new SeededRandom(3);
    return new Map(
      layout.map(({ name, inputs, outputs }) => [
        name,
        Float32Array.from({ length: inputs * outputs }, () => random.next() - 0.5),
      ]),
    );
  }

  it('gives back every weight to within half a step of its output’s scale', async () => {
    const path = join(folder, 'weights.bin');
    const matrices = randomMatrices();
    await writeWeights(path, layout, matrices);
    const read = await readWeights(path, layout);
    for (const { name, inputs, outputs } of layout) {
      const [before, after] = [matrices.get(name)!, read.get(name)!];
      for (let output = 0; output < outputs; output++) {
        // The largest pair of inputs makes 126 steps.
        const column = Array.from({ length: inputs }, (_, input) => before[input * outputs + output]!);
        const pairs = column.map((value, input) =>
          input % 2 === 0 ? Math.abs(value) + Math.abs(column[input + 1] ?? 0) : 0,
        );
        const half = Math.max(...pairs) / 126 / 2;
        column.forEach((value, input) =>
          expect(Math.abs(after[input * outputs + output]! - value)).toBeLessThanOrEqual(half * 1.001),
        );
      }
    }
  });

  it('keeps weights that were read as they are', async () => {
    const path = join(folder, 'weights.bin');
    await writeWeights(path, layout, randomMatrices());
    const once = await readWeights(path, layout);
    await writeWeights(path, layout, once);
    const twice = await readWeights(path, layout);
    for (const { name } of layout) {
      const [a, b] = [once.get(name)!, twice.get(name)!];
      a.forEach((value, index) => expect(b[index]).toBeCloseTo(value, 6));
    }
  });
});
