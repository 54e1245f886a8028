export { DecodeEngine, type DecodeEngineOptions, type EngineLoad } from './decode-engine.js';
export { type ExactnessOptions, type ExactnessReport, verifyExactness } from './exactness.js';
export * from './request.js';
export type { SpeculationFigures } from './speculation-trace.js';
export { profileSteps, type StepProfilePoint } from './step-profile.js';
export type { KvRows, LaneRows, LogitRows, ScoreFetch, Scores, TargetModel } from './target-model.js';
export { perplexityOf, scoreText, type TextScores } from './text-scores.js';
export { StepTurns } from './step-turns.js';
export { uniformFrom } from './uniform.js';
