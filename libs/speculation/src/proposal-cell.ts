/** Where a proposal comes from; the order is that of the calibration's prior. */
export const proposalSources = [
  'requestNgram',
  'requestMatch',
  'endpointNgram',
  'endpointMatch',
  'static',
] as const;
export const sourceCount = proposalSources.length;
export const staticSource = proposalSources.indexOf('static');

/** Context lengths that are told apart: the n-gram orders, lengths of a match, or positions of a static draft. */
export const lengthBucketCount = 8;
/** Kinds of evidence that are told apart: four shares of the counts times three counts, or twelve probabilities. */
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

/** The cell of a static proposal, by its place in the static draft and by the speculator's own probability. */
export function staticCell(position: number, probability: number): number {
  const place = Math.min(position, lengthBucketCount - 1);
  return (staticSource * lengthBucketCount + place) * evidenceCount + probabilityBucketOf(probability);
}

/** Upper bounds of all probability buckets but the last. */
const probabilityBounds = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97];

/** What a static speculator's probability in this bucket is in the middle. */
export function probabilityOfBucket(bucket: number): number {
  const low = probabilityBounds[bucket - 1] ?? 0;
  return (low + (probabilityBounds[bucket] ?? 1)) / 2;
}

function probabilityBucketOf(probability: number): number {
  let bucket = 0;
  while (bucket < probabilityBounds.length && probability > probabilityBounds[bucket]) bucket++;
  return bucket;
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
