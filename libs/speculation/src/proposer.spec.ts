import { SeededRandom } from '@slipstream/testing';

import { Calibration, variantOf } from './calibration.js';
import { staticCell, staticSource } from './proposal-cell.js';
import { Proposer, type ProposalChoice } from './proposer.js';
import type { StaticLane } from './static-speculator.js';
import { TokenMemory } from './token-memory.js';

const likely = Math.fround(0.95);

function laneOf(tokens: readonly number[]): StaticLane {
  return {
    tokens: Int32Array.from(tokens),
    probabilities: new Float32Array(tokens.length).fill(likely),
    length: tokens.length,
    read: () => undefined,
    close: () => undefined,
  };
}

/** A proposer with a static draft, in a request that has said `said`. */
function proposerOf(
  draft: readonly number[],
  said: readonly number[] = [],
  calibration = new Calibration(),
): Proposer {
  const [request, endpoint] = [1, 2].map(() => new TokenMemory({ ringLog2: 6, ngramsLog2: 6 }));
  request!.count(Int32Array.from(said), 0, said.length);
  const proposer = new Proposer(request!, endpoint!, calibration, laneOf(draft));
  proposer.hasStaticDraft = true;
  return proposer;
}

/** The proposal after each token of `continuation`, which follows a prompt that is in no memory. */
function proposals(proposer: Proposer, continuation: readonly number[]): number[] {
  const prompt = [901, 902, 903];
  return [...continuation, -1].map((_, position) => {
    const context = Int32Array.from([...prompt, ...continuation.slice(0, position)]);
    proposer.propose(context, context.length, position);
    return proposer.token;
  });
}

describe('the static draft among the proposals', () => {
  it('is followed to its end', () => {
    expect(proposals(proposerOf([11, 12, 13]), [11, 12, 13, 14])).toEqual([11, 12, 13, -1, -1]);
  });

  it('is left where the context leaves it, also if the context says later tokens of it', () => {
    expect(proposals(proposerOf([11, 12, 13, 14]), [11, 99, 13, 14])).toEqual([11, 12, -1, -1, -1]);
    expect(proposals(proposerOf([11, 12, 13, 14]), [99, 12, 13, 14])).toEqual([11, -1, -1, -1, -1]);
  });

  it('is followed as long as the context does and no longer, wherever that leaves it', () => {
    const random = new SeededRandom(1);
    for (let round = 0; round < 300; round++) {
      const draft = Array.from({ length: random.between(1, 8) }, () => random.below(3));
      const continuation = draft.map((token) => (random.below(4) === 0 ? random.below(3) : token));
      const firstOther = continuation.findIndex((token, index) => token !== draft[index]);
      const followed = firstOther < 0 ? draft.length : firstOther + 1;
      const expected = [...draft, -1].map((token, position) => (position < followed ? token : -1));
      expect(proposals(proposerOf(draft), continuation)).toEqual(expected);
    }
  });

  it('is taken up anew by the next draft', () => {
    const proposer = proposerOf([11, 12, 13]);
    proposals(proposer, [11, 12]);
    expect(proposals(proposer, [11, 12])).toEqual([11, 12, 13]);
  });

  it('is not proposed from in a step that it was not made for', () => {
    const proposer = proposerOf([11, 12]);
    proposer.hasStaticDraft = false;
    expect(proposals(proposer, [11])).toEqual([-1, -1]);
  });

  it('hands over to counting where it ends, and gets no say again after it was overruled', () => {
    expect(proposals(proposerOf([5, 6], [6, 7, 8]), [5, 6, 7])).toEqual([5, 6, 7, 8]);
    const calibration = new Calibration();
    const proposer = proposerOf([5, 6, 7], [5, 1, 2], calibration);
    expect(proposals(proposer, [5])).toEqual([5, 6]);
    for (let verdict = 0; verdict < 200; verdict++) {
      calibration.learn(staticCell(1, likely), variantOf(1, 0), 0);
    }
    expect(proposals(proposer, [5, 1])).toEqual([5, 1, 2]);
  });
});

it.each<[ProposalChoice, number[]]>([
  ['all', [5, 6, 7]],
  ['static', [5, 6, -1]],
  ['adaptive', [-1, 6, 7]],
])('takes tokens of the chosen speculators alone (%s)', (choice, expected) => {
  const proposer = proposerOf([5, 6], [5, 6, 7]);
  proposer.choice = choice;
  expect(proposals(proposer, [5, 6])).toEqual(expected);
});

it('names as the source of a proposal the one that calibration holds likeliest', () => {
  const calibration = new Calibration();
  const proposer = proposerOf([5], [901, 902, 903, 4], calibration);
  expect(proposals(proposer, [])).toEqual([5]);
  expect(proposer).toMatchObject({ source: staticSource, cell: staticCell(0, likely) });
  for (let verdict = 0; verdict < 200; verdict++)
    calibration.learn(staticCell(0, likely), variantOf(0, 0), 0);
  expect(proposals(proposer, [])).toEqual([4]);
  expect(proposer.source).not.toBe(staticSource);
});
