import { Calibration } from './calibration.js';
import { DraftChain } from './draft-chain.js';
import { RequestRecord } from './drift/request-record.js';
import { Proposer } from './proposer.js';
import { TokenMemory } from './token-memory.js';

interface Given {
  /** The static draft, if there is one. */
  readonly drafted?: readonly number[];
  /** What the request has said, for counting. */
  readonly said?: readonly number[];
  readonly prompt?: readonly number[];
  readonly lookaheadMax?: number;
}

/** A draft that was begun after the prompt and extended as far as there are proposals. */
function drawn({ drafted = [], said = [], prompt = [901, 902], lookaheadMax = 63 }: Given) {
  const [request, endpoint] = [1, 2].map(() => new TokenMemory({ ringLog2: 6, ngramsLog2: 6 }));
  request!.count(Int32Array.from(said), 0, said.length);
  const lane = {
    tokens: Int32Array.from(drafted),
    probabilities: new Float32Array(drafted.length).fill(0.95),
    length: drafted.length,
    read: () => undefined,
    close: () => undefined,
  };
  const [calibration, record] = [new Calibration(), new RequestRecord()];
  const proposer = new Proposer(request!, endpoint!, calibration, lane);
  proposer.hasStaticDraft = true;
  const chain = new DraftChain(proposer, calibration, record);
  chain.begin({ tokens: Int32Array.from(prompt), length: prompt.length }, lookaheadMax);
  const survivals: number[] = [];
  while (chain.nextSurvival > 0) {
    survivals.push(chain.nextSurvival);
    chain.extend();
  }
  return { chain, record, calibration, survivals };
}

const tokensOf = ({ draft }: DraftChain): number[] => [...draft.tokens.subarray(0, draft.length)];

/** Static tokens 5 and 6, then 7, 8 and 9 by counting. */
const chained: Given = { drafted: [5, 6], said: [6, 7, 8, 9] };

describe('DraftChain', () => {
  it.each<[DraftChain['arm'], Given, number[]]>([
    ['none', {}, []],
    ['none', { ...chained, lookaheadMax: 0 }, []],
    ['static', { drafted: [5, 6] }, [5, 6]],
    ['adaptive', { said: [6, 7, 8, 9], prompt: [901, 6] }, [7, 8, 9]],
    ['chained', chained, [5, 6, 7, 8, 9]],
    ['static', { ...chained, lookaheadMax: 2 }, [5, 6]],
  ])('names the speculators whose tokens it has (%s: %j)', (arm, given, tokens) => {
    const { chain } = drawn(given);
    expect(tokensOf(chain)).toEqual(tokens);
    expect(chain.arm).toBe(arm);
  });

  it('counts only the tokens that were kept', () => {
    const { chain, survivals } = drawn(chained);
    expect(chain.expectedAccepted).toBeCloseTo(survivals.reduce((sum, survival) => sum + survival, 0));
    chain.truncate(2);
    expect(chain.arm).toBe('static');
    expect(chain.expectedAccepted).toBeCloseTo(survivals[0]! + survivals[1]!);
    chain.truncate(1);
    expect(chain.arm).toBe('static');
    chain.truncate(0);
    expect(chain.arm).toBe('none');
    expect(chain.expectedAccepted).toBe(0);
  });

  it('survives less the longer it is, by the probability of each proposal', () => {
    const { survivals } = drawn(chained);
    expect(survivals).toHaveLength(5);
    expect(survivals[1]! / survivals[0]!).toBeCloseTo(survivals[0]!);
    expect(survivals).toEqual([...survivals].sort((a, b) => b - a));
  });

  it('tells the verdicts on either speculator apart, up to the first token that the target did not choose', () => {
    const { chain, record } = drawn(chained);
    chain.learnAccepted(4);
    chain.learnNext(4, 99);
    expect([record.static.count, record.adaptive.count]).toEqual([2, 3]);
  });

  it('begins a new draft with nothing of the one before', () => {
    const { chain, record, survivals } = drawn(chained);
    const history = { tokens: Int32Array.of(901, 902), length: 2 };
    chain.begin(history, 63);
    expect(chain.draft.length).toBe(0);
    expect(chain.nextSurvival).toBe(survivals[0]);
    chain.proposer.hasStaticDraft = false;
    chain.begin(history, 63);
    expect(chain.nextSurvival).toBe(0);
    chain.learnNext(0, 5);
    expect(record.static.count).toBe(0);
    expect(chain.arm).toBe('none');
  });

  it('learns from the target’s next token how good the proposal was that it did not draft', () => {
    const verdicts = [7, 8].map((token) => {
      const { chain, calibration, record } = drawn({ ...chained, lookaheadMax: 3 });
      chain.truncate(2);
      chain.learnAccepted(2);
      chain.learnNext(2, token);
      expect(record.adaptive.count).toBe(1);
      return calibration.cells.successes.reduce((sum, count) => sum + count, 0);
    });
    expect(verdicts).toEqual([3, 2]);
  });
});
