import { type DriftRequest, recoveryOf } from './drift-recovery.js';

const request = (domain: string, speedup: number, isLooping = false): DriftRequest => ({
  domain,
  isLooping,
  pair: { arm: { tokens: 50, ms: 1000 / speedup }, baseline: { tokens: 50, ms: 1000 } },
});
const stream = (domain: string, ...speedups: number[]): DriftRequest[] =>
  speedups.map((speedup) => request(domain, speedup));
const all = (): boolean => true;

it('finds the first request from which five on average reach nine tenths of the plateau', () => {
  const requests = [
    ...stream('a', ...Array<number>(12).fill(2)),
    ...stream('b', 1, 1, 1, ...Array<number>(12).fill(2)),
  ];
  const { plateau, recoveredAt, slowestUntilThen } = recoveryOf(requests, 'b', all);
  expect(plateau).toBeCloseTo(2);
  expect(recoveredAt).toBe(4);
  expect(slowestUntilThen).toBeCloseTo(1);
});

it('recovers at once if nothing was lost', () => {
  expect(recoveryOf(stream('a', ...Array<number>(15).fill(1.5)), 'a', all).recoveredAt).toBe(1);
});

it('cannot tell from fewer than five requests', () => {
  const recovery = recoveryOf(stream('a', 2, 2, 2, 2), 'a', all);
  expect(recovery.recoveredAt).toBeNull();
  expect(recovery.slowestUntilThen).toBeCloseTo(2);
});

it('leaves requests out, but counts them as requests', () => {
  const requests = [
    ...Array.from({ length: 4 }, () => request('a', 9, true)),
    ...stream('a', 1, ...Array<number>(10).fill(2)),
  ];
  const recovery = recoveryOf(requests, 'a', ({ isLooping }) => !isLooping);
  expect(recovery.recoveredAt).toBe(6);
  expect(recovery.plateau).toBeCloseTo(2);
});
