import { uniformFrom } from '@slipstream/decode';

/** Seeded choices: the same seed draws the same things in the same order. */
export class Draw {
  private readonly uniform: () => number;

  constructor(seed: number) {
    this.uniform = uniformFrom(seed);
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.uniform() * (max - min + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)]!;
  }

  /** Different items, in random order. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const rest = [...items];
    return Array.from({ length: count }, () => rest.splice(this.integer(0, rest.length - 1), 1)[0]!);
  }
}
