export interface EngineLoad {
  /** Sequences that hold a lane. */
  readonly active: number;
  /** Sequences that wait for one. */
  readonly waiting: number;
  /** How long the first of them has waited; 0 when none does. */
  readonly oldestWaitMs: number;
}
