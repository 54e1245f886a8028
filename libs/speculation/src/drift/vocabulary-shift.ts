/** Tokens are counted by hash. */
const bucketsLog2 = 10;
const bucketCount = 2 ** bucketsLog2;
/** What a request counts in what is usual. */
const requestWeight = 0.1;

/** How far the words of a request are from those of the requests before it. */
export class VocabularyShift {
  /** Shares of the buckets in what is usual, and in the request. */
  private readonly usual = new Float64Array(bucketCount);
  private readonly present = new Float64Array(bucketCount);
  private requests = 0;

  /**
   * The Jensen-Shannon divergence in bits, from 0 for the same words to 1 for none in common (Lin 1991). The request
   * then becomes part of what is usual.
   */
  observe(tokens: Int32Array, from: number, to: number): number {
    if (to <= from) return 0;
    const { usual, present } = this;
    present.fill(0);
    for (let index = from; index < to; index++) {
      present[Math.imul(tokens[index], 0x9e3779b1) >>> (32 - bucketsLog2)] += 1 / (to - from);
    }
    const divergence = this.requests === 0 ? 0 : this.divergence();
    this.requests++;
    const weight = Math.max(requestWeight, 1 / this.requests);
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      usual[bucket] += weight * (present[bucket] - usual[bucket]);
    }
    return divergence;
  }

  private divergence(): number {
    let sum = 0;
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const p = this.usual[bucket];
      const q = this.present[bucket];
      const middle = (p + q) / 2;
      if (p > 0) sum += (p / 2) * Math.log2(p / middle);
      if (q > 0) sum += (q / 2) * Math.log2(q / middle);
    }
    return sum;
  }
}
