import type { ActiveCompletions } from './active-completions.js';
import type { ReadinessState } from './readiness.js';

export interface DrainOptions {
  readonly readiness: ReadinessState;
  readonly active: Pick<ActiveCompletions, 'idle' | 'abortAll'>;
  /** Resolves when running completions have had their time. */
  readonly deadline: Promise<void>;
}

/** Refuses what is new, lets running completions be read to their end, and at the deadline aborts them. */
export async function drain({ readiness, active, deadline }: DrainOptions): Promise<void> {
  readiness.startDraining();
  await Promise.race([active.idle(), deadline]);
  active.abortAll();
}
