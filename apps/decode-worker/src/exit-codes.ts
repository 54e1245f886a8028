/** How the worker exits; the supervisor restarts it after everything but a clean end. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** The environment is not valid: starting again changes nothing. */
  misconfigured: 2,
  /** The target is not bit-exact on this machine: starting again changes nothing. */
  refused: 3,
  /** A second signal cut the drain short. */
  interrupted: 130,
} as const;
