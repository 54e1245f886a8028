import { SpeculationTrace } from './speculation-trace.js';

it('counts steps by arm and draft length, and acceptance by position of the drafts that got there', () => {
  const trace = new SpeculationTrace();
  trace.record('none', 0, 0);
  trace.record('adaptive', 3, 3);
  trace.record('chained', 3, 1);
  trace.record('static', 2, 0);
  trace.recordTimes(1, 10);
  trace.recordTimes(0.5, 12);
  expect(trace.figures).toEqual({
    arms: { none: 1, static: 1, adaptive: 1, chained: 1 },
    draftLengths: [1, 0, 1, 2],
    acceptedAt: [2, 1, 1],
    reachedAt: [3, 2, 1],
    draftMs: 1.5,
    scoreMs: 22,
  });
});

it('has nothing to tell of a sequence that was never scored', () => {
  expect(new SpeculationTrace().figures).toMatchObject({ draftLengths: [], acceptedAt: [], draftMs: 0 });
});
