export { EndpointSpeculation, createSpeculation, type SpeculationOptions } from './endpoint-speculation.js';
export type { TaughtSequence } from './endpoint-sequence.js';
export type { LiveSpeedup, StepObservation } from './hold-back.js';
export type {
  Arm,
  Draft,
  Learning,
  SequenceSpeculation,
  Speculation,
  SpeculationMode,
  TokenHistory,
  TokenId,
} from './speculation.js';
export type { StaticDraftOptions, StaticLane, StaticSpeculator } from './static-speculator.js';
export { type DriftEvent, type DriftStatistic, driftStatistics } from './drift/drift-detector.js';
export { StepCost, type StepCostPoint } from './step-cost.js';
export { mergeStates, type MergeOptions } from './state/merge-states.js';
export { type StateRefusal, StateRefused } from './state/state-refused.js';
export type { TokenMemorySize } from './token-memory.js';
export { verifyDraft } from './verify-draft.js';
