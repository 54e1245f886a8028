/**
 * The baseline: plain prompt lookup. The longest of the last 4 to 1 tokens that occurred before in the request
 * proposes the `lookahead` tokens that followed it there, at its latest occurrence.
 */
export class PromptLookup {
  constructor(lookahead) {
    this.lookahead = lookahead;
  }

  open(history) {
    const lookup = { draft: { tokens: new Int32Array(64), length: 0 }, lookaheadMax: 0, history };
    return Object.assign(lookup, { settle() {}, observe() {}, close() {} });
  }

  plan(batch) {
    for (const sequence of batch) {
      sequence.draft.length = 0;
      const start = this.#find(sequence.history);
      const { tokens, length } = sequence.history;
      const count = start < 0 ? 0 : Math.min(this.lookahead, sequence.lookaheadMax, length - start);
      for (let index = 0; index < count; index++) sequence.draft.tokens[index] = tokens[start + index];
      sequence.draft.length = count;
    }
  }

  observeStep() {}

  #find({ tokens, length }) {
    for (let order = 4; order >= 1; order--) {
      for (let end = length - 1; end >= order; end--) {
        let same = 0;
        while (same < order && tokens[end - 1 - same] === tokens[length - 1 - same]) same++;
        if (same === order) return end;
      }
    }
    return -1;
  }
}
