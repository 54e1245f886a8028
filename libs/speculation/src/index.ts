export {
  createSpeculation,
  EndpointSpeculation,
  type LoadedState,
  type SpeculationOptions,
} from './endpoint-speculation.js';
export type { TaughtSequence } from './taught-sequence.js';
export { type LiveSpeedup, speedupOf, type StepObservation } from './hold-back.js';
export { learningCurveOf } from './history/learning-curve.js';
export type {
  Arm,
  Draft,
  Learning,
  SequenceSpeculation,
  Speculation,
  SpeculationMode,
  StepKind,
  TokenHistory,
  TokenId,
} from './speculation.js';
export { typicalCallShares } from './static-cost.js';
export type { StaticDraftOptions, StaticLane, StaticSpeculator } from './static-speculator.js';
export type { DriftEvent } from './drift/drift-detector.js';
export { StepCost, type StepCostPoint } from './step-cost.js';
export { mergeStates } from './state/merge-states.js';
export { StateRefused } from './state/state-refused.js';
export { defaultMemoryBytes } from './token-memory.js';
export { type TimeSums, TokenTime } from './trial/token-time.js';
export type { TrialVerdict } from './trial/state-trial.js';
export type { ReplayComparison, ReplayFigures } from './replay/compare-replays.js';
export type { HeldOutSequence } from './replay/replay-sequence.js';
export { replayStates } from './replay/replay-states.js';
export { verifyDraft } from './verify-draft.js';
