import {
  cellCount,
  evidenceCount,
  lengthBucketCount,
  probabilityOfBucket,
  proposalSources,
  staticSource,
} from './proposal-cell.js';

type CountedSource = Exclude<(typeof proposalSources)[number], 'static'>;

/**
 * Acceptance in percent before the endpoint has shown its own, fitted to 1,853 conversations that SmolLM2-135M
 * wrote itself (`npm run bench:replay -- --fit-prior`). A row for each context length, shortest first; in n-gram rows the
 * evidence runs from a small share of the counts to all of them, each seen once, twice, more often.
 */
const acceptancePercent: Record<CountedSource, readonly (readonly number[])[]> = {
  requestNgram: [
    [8, 17, 18, 13, 20, 30, 20, 34, 53, 25, 44, 73],
    [14, 23, 10, 23, 40, 44, 20, 58, 76, 43, 73, 91],
    [17, 29, 10, 24, 38, 33, 20, 56, 74, 55, 79, 93],
    [20, 18, 23, 38, 47, 52, 20, 60, 74, 66, 86, 95],
    [20, 18, 23, 42, 47, 65, 20, 78, 75, 76, 91, 97],
    [20, 18, 23, 53, 52, 74, 20, 46, 74, 82, 94, 98],
    [20, 18, 23, 50, 64, 79, 20, 56, 79, 88, 95, 98],
    [20, 18, 23, 56, 50, 79, 20, 80, 84, 93, 98, 98],
  ],
  requestMatch: [[42], [69], [76], [83], [85], [94], [95], [98]],
  endpointNgram: [
    [6, 7, 11, 12, 13, 17, 20, 25, 26, 17, 35, 49],
    [6, 8, 11, 12, 19, 21, 20, 28, 49, 22, 45, 78],
    [8, 11, 15, 17, 25, 22, 20, 30, 50, 33, 57, 66],
    [9, 4, 14, 19, 31, 33, 20, 50, 51, 39, 63, 81],
    [9, 23, 20, 19, 33, 42, 20, 53, 55, 47, 74, 83],
    [9, 23, 20, 27, 48, 62, 20, 74, 70, 54, 83, 91],
    [9, 23, 20, 27, 48, 66, 20, 57, 78, 56, 87, 89],
    [9, 23, 20, 27, 63, 52, 20, 63, 76, 76, 98, 98],
  ],
  endpointMatch: [[26], [26], [27], [37], [37], [37], [37], [37]],
};

/** The prior of every calibration cell. */
export const priorAcceptance = buildPrior();

function buildPrior(): Float32Array {
  const prior = new Float32Array(cellCount);
  proposalSources.forEach((name, source) => {
    if (name === 'static') return;
    acceptancePercent[name].forEach((row, bucket) => {
      const first = (source * lengthBucketCount + bucket) * evidenceCount;
      row.forEach((percent, evidence) => (prior[first + evidence] = percent / 100));
    });
  });
  // A trained speculator says itself how sure it is, until the endpoint has shown how far that is true.
  for (let cell = staticSource * lengthBucketCount * evidenceCount; cell < cellCount; cell++) {
    prior[cell] = probabilityOfBucket(cell % evidenceCount);
  }
  return prior;
}
