/** A draft that can grow token by token; survivals never rise along it. */
export interface PlannableDraft {
  readonly draft: { readonly length: number };
  /** The probability that the draft with one token more is accepted in full; 0 when it cannot grow. */
  readonly nextSurvival: number;
  extend(): void;
  truncate(length: number): void;
}

/** Step times rise in stairs (kernels work in tiles); the search looks this many rows past a stair. */
const stairRowsMax = 8;

/**
 * Shares the rows of one step among the drafts of a batch so that expected tokens per time are highest.
 *
 * Each row goes to the draft whose next token is likeliest to survive, as long as that pays: s > ΔT·(E/T). Since
 * survivals only fall, this order gives the most tokens for every number of rows, and the best of its prefixes is
 * the optimum. No draft at all is one of the prefixes, so a plan is never expected to be slower than none.
 */
export class DraftPlanner {
  private order = new Int32Array(256);

  /** `stepMs` gives the time of a step with that many rows. Returns the plan's goodput, in tokens per millisecond. */
  plan(drafts: readonly PlannableDraft[], stepMs: (rows: number) => number): number {
    let rows = drafts.length;
    let expectedTokens = drafts.length;
    let bestGoodput = expectedTokens / stepMs(rows);
    let takenCount = 0;
    let keptCount = 0;
    for (;;) {
      const next = likeliest(drafts);
      if (next < 0) break;
      const { nextSurvival } = drafts[next];
      if (!canImprove(expectedTokens, nextSurvival, rows, bestGoodput, stepMs)) break;
      drafts[next].extend();
      this.record(takenCount++, next);
      rows++;
      expectedTokens += nextSurvival;
      const goodput = expectedTokens / stepMs(rows);
      if (goodput > bestGoodput) {
        bestGoodput = goodput;
        keptCount = takenCount;
      }
    }
    for (let index = takenCount - 1; index >= keptCount; index--) {
      const taken = drafts[this.order[index]];
      taken.truncate(taken.draft.length - 1);
    }
    return bestGoodput;
  }

  private record(index: number, draft: number): void {
    if (index === this.order.length) {
      const longer = new Int32Array(index * 2);
      longer.set(this.order);
      this.order = longer;
    }
    this.order[index] = draft;
  }
}

function likeliest(drafts: readonly PlannableDraft[]): number {
  let best = -1;
  let bestSurvival = 0;
  for (let index = 0; index < drafts.length; index++) {
    if (drafts[index].nextSurvival > bestSurvival) {
      best = index;
      bestSurvival = drafts[index].nextSurvival;
    }
  }
  return best;
}

/** Later tokens survive at most as often as the next one: with that bound, can a few more rows beat the best plan? */
function canImprove(
  expectedTokens: number,
  survival: number,
  rows: number,
  bestGoodput: number,
  stepMs: (rows: number) => number,
): boolean {
  for (let more = 1; more <= stairRowsMax; more++) {
    if (expectedTokens + more * survival > bestGoodput * stepMs(rows + more)) return true;
  }
  return false;
}
