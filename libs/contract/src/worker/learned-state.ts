/**
 * What a worker has learned travels as opaque bytes: `GET /internal/learned` gives them, `PUT` takes them back. Their
 * headers say what a keeper must know to file them.
 */
export const learnedContentType = 'application/octet-stream';

export const learnedHeaders = {
  /** SHA-256 of the GGUF of the endpoint's first revision, in hexadecimal: the model whose tokens and layer it knows. */
  modelDigest: 'x-slipstream-model-digest',
  /** Tokens learned from in all. */
  tokens: 'x-slipstream-learned-tokens',
  /** On the way in: the etag of this worker's learning that it contains, if any. What was learned since then stays. */
  includes: 'x-slipstream-includes',
  /** On the way in: the version that it is, which verdicts name. */
  snapshot: 'x-slipstream-snapshot',
  /** On the way out of a `PUT`: whether it is on trial, `started`, or in use already, `none`. */
  trial: 'x-slipstream-trial',
  /** The generation of learning it belongs to; see `SpeculationPolicyBody`. */
  generation: 'x-slipstream-learning-generation',
} as const;

/** Larger ones are refused: a full state is 13 MiB before compression, an adapted layer 7 MB. */
export const learnedBytesMax = 48 * 1024 ** 2;
