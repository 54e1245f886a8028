import { SeededRandom } from '@slipstream/testing';

import { ngramContextMax, ngramOrders, NgramTable } from './ngram-table.js';

/** Back-off counts in maps: for each context, each successor's decayed count. */
class NaiveNgrams {
  private readonly contexts = new Map<string, Map<number, number>>();

  learn(tokens: readonly number[], end: number, token: number): void {
    for (const order of ngramOrders) {
      if (order > end) return;
      const key = tokens.slice(end - order, end).join();
      const counts = this.contexts.get(key) ?? new Map<number, number>();
      this.contexts.set(key, counts);
      for (const [successor, count] of counts) counts.set(successor, count * 0.95);
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
  }

  best(tokens: readonly number[], end: number) {
    let best: { orderIndex: number; count: number; total: number; tokens: number[] } | undefined;
    ngramOrders.forEach((order, orderIndex) => {
      const counts = order <= end ? this.contexts.get(tokens.slice(end - order, end).join()) : undefined;
      if (counts === undefined) return;
      const count = Math.max(...counts.values());
      const total = [...counts.values()].reduce((sum, each) => sum + each, 0);
      const top = [...counts].filter(([, each]) => each > count - 1e-4).map(([token]) => token);
      best = { orderIndex, count, total, tokens: top };
    });
    return best;
  }
}

describe('NgramTable', () => {
  it.each([1, 2, 3])('counts as a map would while nothing is evicted (seed %i)', (seed) => {
    const random = new SeededRandom(seed);
    const table = new NgramTable(14);
    const naive = new NaiveNgrams();
    // Four successors at most, so that no count has to make way.
    const stream = Array.from({ length: 600 }, () => random.below(4));
    const tokens = Int32Array.from(stream);
    for (let end = 1; end < stream.length; end++) {
      table.predict(tokens, end);
      const expected = naive.best(stream, end);
      if (expected === undefined) expect(table.token).toBe(-1);
      else {
        expect(table.orderIndex).toBe(expected.orderIndex);
        expect(expected.tokens).toContain(table.token);
        expect(table.count).toBeCloseTo(expected.count, 4);
        expect(table.total).toBeCloseTo(expected.total, 4);
      }
      table.learn(tokens, end, stream[end]);
      naive.learn(stream, end, stream[end]);
    }
  });

  it('keeps predicting recent text after having been overfilled many times', () => {
    const random = new SeededRandom(5);
    const table = new NgramTable(10);
    const noise = Int32Array.from({ length: 20_000 }, () => random.below(50_000));
    for (let end = 1; end < noise.length; end++) table.learn(noise, end, noise[end]);
    const text = Int32Array.from({ length: 40 }, (_, index) => 60_000 + index);
    for (let repeat = 0; repeat < 2; repeat++) {
      for (let end = 1; end < text.length; end++) table.learn(text, end, text[end]);
    }
    let hits = 0;
    for (let end = 1; end < text.length; end++) {
      table.predict(text, end);
      if (table.token === text[end]) hits++;
    }
    expect(hits).toBeGreaterThan(30);
  });

  it('lets a new habit win over an old one', () => {
    const table = new NgramTable(8);
    for (let count = 0; count < 100; count++) table.learn(Int32Array.of(7), 1, 1);
    let observations = 0;
    do {
      table.learn(Int32Array.of(7), 1, 2);
      table.predict(Int32Array.of(7), 1);
      observations++;
    } while (table.token !== 2 && observations < 100);
    expect(observations).toBeLessThan(20);
  });

  it('is silent on unknown contexts, and after it was cleared', () => {
    const table = new NgramTable(8);
    table.predict(Int32Array.of(1), 1);
    expect(table.token).toBe(-1);
    table.learn(Int32Array.of(1), 1, 2);
    table.clear();
    table.predict(Int32Array.of(1), 1);
    expect(table.token).toBe(-1);
    table.predict(new Int32Array(ngramContextMax), 0);
    expect(table.token).toBe(-1);
  });
});
