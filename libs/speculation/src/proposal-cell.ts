/** Where a proposal comes from; the order is that of the calibration's prior. */
export const proposalSources = ['requestNgram', 'requestMatch', 'endpointNgram', 'endpointMatch'] as const;
export const sourceCount = proposalSources.length;

/** Context lengths that are told apart: the n-gram orders, or lengths of a match. */
export const lengthBucketCount = 8;
/** Kinds of evidence that are told apart: four shares of the counts times three counts. */
export const evidenceCount = 12;
export const cellCount = sourceCount * lengthBucketCount * evidenceCount;

/** The cell of an n-gram proposal, by order, by the token's share of the counts and by how often it was seen. */
export function ngramCell(source: number, orderIndex: number, count: number, total: number): number {
  const share = count / total;
  const shareBucket = share > 0.95 ? 3 : share > 0.7 ? 2 : share > 0.4 ? 1 : 0;
  // With the decay of counts, seeing a token twice counts 1.95, three times 2.85, four times 3.7.
  const countBucket = count > 3 ? 2 : count > 1.85 ? 1 : 0;
  return (source * lengthBucketCount + orderIndex) * evidenceCount + shareBucket * 3 + countBucket;
}

/** The cell of a match proposal, by the length of the match. */
export function matchCell(source: number, length: number): number {
  return (source * lengthBucketCount + lengthBucketOf(length)) * evidenceCount;
}

function lengthBucketOf(length: number): number {
  if (length < 6) return 0;
  if (length < 8) return 1;
  if (length < 12) return 2;
  if (length < 16) return 3;
  if (length < 24) return 4;
  if (length < 32) return 5;
  return length < 64 ? 6 : 7;
}
