import { SeededRandom } from '@slipstream/testing';

import { ReplicaScaler } from './replica-scaler.js';
import { wantedReplicas } from './wanted-replicas.js';

const delays = { upMs: 3_000, downMs: 60_000 };
const bounds = { min: 1, max: 8 };
const targets = { inFlight: 8, queueMs: 1_000 };

/** One look a second at a load that is a function of the second; returns the count after each. */
function follow(inFlightAt: (second: number) => number, seconds: number): number[] {
  const scaler = new ReplicaScaler();
  let current = bounds.min;
  return Array.from({ length: seconds }, (_, second) => {
    const load = { inFlight: inFlightAt(second), queueMs: 0, readyCount: current };
    const { count: wanted } = wantedReplicas(load, targets, bounds);
    current = scaler.next({ nowMs: second * 1_000, current, wanted, delays });
    return current;
  });
}

const changesOf = (counts: readonly number[]): number =>
  counts.filter((count, second) => second > 0 && count !== counts[second - 1]).length;

it('is at what a load wants within the short window, and back one replica at a time after the long one', () => {
  const counts = follow((second) => (second >= 10 && second < 100 ? 40 : 1), 300);
  expect(counts.indexOf(5)).toBe(13);
  expect(counts.slice(13, 159)).toEqual(Array<number>(146).fill(5));
  const down = counts.slice(160);
  expect(down[0]).toBe(4);
  expect([down.indexOf(3), down.indexOf(2), down.indexOf(1)]).toEqual([6, 12, 18]);
  expect(counts.at(-1)).toBe(1);
});

it('moves for no blip, and not at all for a load that swings faster than the long window', () => {
  expect(changesOf(follow((second) => (second % 20 === 0 ? 64 : 1), 300))).toBe(0);
  expect(changesOf(follow((second) => (second % 50 < 25 ? 24 : 1), 1_000))).toBe(1);
});

/** What a sequence of counts does against the promises, second by second. */
function brokenPromises(inFlight: readonly number[], counts: readonly number[]): string[] {
  const wanted = inFlight.map(
    (count) => wantedReplicas({ inFlight: count, queueMs: 0, readyCount: 1 }, targets, bounds).count,
  );
  return counts.flatMap((count, second) => {
    const before = counts[second - 1] ?? bounds.min;
    const longWindow = wanted.slice(Math.max(0, second - 60), second + 1);
    const shortWindow = wanted.slice(Math.max(0, second - 3), second + 1);
    return [
      ...(count < bounds.min || count > bounds.max ? ['leaves its bounds'] : []),
      // So it never goes below what is in flight either.
      ...(count < before && Math.max(...longWindow) > count
        ? ['goes below what was wanted within the window']
        : []),
      ...(count < before - 1 ? ['gives up two at once'] : []),
      ...(second >= 3 && count < Math.min(...shortWindow) ? ['is late in going up'] : []),
      ...(count > before && count > Math.min(...shortWindow) ? ['follows a blip'] : []),
    ].map((what) => `second ${second}: ${what}`);
  });
}

it('keeps its promises for any load', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = new SeededRandom(seed);
    let inFlight = 0;
    const loads = Array.from({ length: 300 }, () => {
      if (random.next() < 0.1) inFlight = Math.floor(random.next() * 90);
      return inFlight;
    });
    expect(
      brokenPromises(
        loads,
        follow((second) => loads[second]!, loads.length),
      ),
    ).toEqual([]);
  }
});

it('grows upon waiting, twofold at most, and no further while new replicas start', () => {
  const waiting = { inFlight: 3, queueMs: 900_000, readyCount: 2 };
  expect(wantedReplicas(waiting, targets, bounds)).toEqual({ count: 4, cause: 'queueTime' });
  expect(wantedReplicas({ ...waiting, queueMs: 1_200 }, targets, bounds).count).toBe(3);
  expect(wantedReplicas({ ...waiting, queueMs: 1_000 }, targets, bounds).count).toBe(1);
  const scaler = new ReplicaScaler();
  let current = 2;
  for (let second = 0; second < 30; second++) {
    const { count: wanted } = wantedReplicas(waiting, targets, bounds);
    current = scaler.next({ nowMs: second * 1_000, current, wanted, delays });
  }
  expect(current).toBe(4);
});
