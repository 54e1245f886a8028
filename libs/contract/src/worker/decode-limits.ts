/** Bounds of one decode request; the gateway promises them to clients and the worker relies on them. */
export const decodeLimits = {
  choiceCountMax: 16,
  stopCountMax: 4,
  stopLengthMax: 1_024,
  topLogprobsMax: 20,
  topKMax: 1_000_000,
  logitBiasCountMax: 1_024,
  maxTokensMax: 1_000_000,
} as const;
