import { SeededRandom } from '@slipstream/testing';

import { Calibration, variantOf } from './calibration.js';
import { priorAcceptance } from './calibration-prior.js';
import { cellCount, matchCell, ngramCell } from './proposal-cell.js';

describe('Calibration', () => {
  it.each([0.05, 0.5, 0.95])('converges to the acceptance of a stationary stream (%f)', (acceptance) => {
    const calibration = new Calibration();
    const random = new SeededRandom(3);
    const cell = ngramCell(0, 2, 1, 1);
    const variant = variantOf(0, 1);
    let sum = 0;
    for (let count = 0; count < 3000; count++) {
      calibration.learn(cell, variant, random.next() < acceptance ? 1 : 0);
      if (count >= 1000) sum += calibration.probability(cell, variant);
    }
    expect(sum / 2000).toBeCloseTo(acceptance, 1);
  });

  it('follows a change of the stream within a few hundred observations', () => {
    const calibration = new Calibration();
    const cell = matchCell(1, 20);
    for (let count = 0; count < 1000; count++) calibration.learn(cell, 0, 1);
    expect(calibration.probability(cell, 0)).toBeGreaterThan(0.95);
    for (let count = 0; count < 300; count++) calibration.learn(cell, 0, 0);
    expect(calibration.probability(cell, 0)).toBeLessThan(0.3);
  });

  it('carries what one position taught over to the other positions of the same kind', () => {
    const calibration = new Calibration();
    const cell = ngramCell(2, 3, 2, 4);
    const before = calibration.probability(cell, variantOf(10, 0));
    for (let count = 0; count < 200; count++) calibration.learn(cell, variantOf(0, 0), 1);
    expect(calibration.probability(cell, variantOf(10, 0))).toBeGreaterThan(before + 0.2);
  });

  it('starts from a prior that is a probability for every cell, and surer with longer contexts', () => {
    expect(priorAcceptance).toHaveLength(cellCount);
    for (const prior of priorAcceptance) expect(prior >= 0 && prior < 1).toBe(true);
    const calibration = new Calibration();
    const byOrder = [0, 2, 4, 7].map((order) => calibration.probability(ngramCell(0, order, 2, 2), 0));
    expect(byOrder).toEqual([...byOrder].sort((a, b) => a - b));
    const byLength = [5, 10, 20, 64].map((length) => calibration.probability(matchCell(1, length), 0));
    expect(byLength).toEqual([...byLength].sort((a, b) => a - b));
  });

  it('has a cell for every count and length', () => {
    for (let source = 0; source < 4; source++) {
      for (let bucket = 0; bucket < 8; bucket++) {
        const cell = ngramCell(source, bucket, 20, 20);
        expect(cell >= 0 && cell < cellCount).toBe(true);
      }
      for (const length of [1, 5, 7, 63, 64, 1000]) expect(matchCell(source, length)).toBeLessThan(cellCount);
    }
  });
});
