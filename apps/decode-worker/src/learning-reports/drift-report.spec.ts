import { driftReport } from './drift-report.js';

const scores = {
  tokensPerStep: 1,
  staticAcceptance: 0,
  adaptiveAcceptance: 0.4,
  vocabulary: 0.2,
  promptLength: 0,
};
const begun = {
  start: 40,
  end: undefined,
  cause: 'tokensPerStep',
  scores,
  before: 2,
  worst: 1.1,
  after: undefined,
} as const;

it('tells a drift when it begins, and the same one when it is over', () => {
  expect(driftReport(begun)).toEqual({
    kind: 'drift',
    isOver: false,
    startRequest: 40,
    cause: 'tokensPerStep',
    scores,
    tokensPerStepBefore: 2,
    tokensPerStepWorst: 1.1,
    tokensPerStepAfter: null,
  });
  expect(driftReport({ ...begun, end: 55, after: 1.9 })).toMatchObject({
    isOver: true,
    startRequest: 40,
    tokensPerStepAfter: 1.9,
  });
});
