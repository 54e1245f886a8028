export interface ConfigViolation {
  /** The name of the variable; its value is never repeated, because it may be a secret. */
  variable: string;
  problem: string;
}

/** Every violation at once, so that an operator corrects the environment in one go. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';

  constructor(readonly violations: readonly ConfigViolation[]) {
    const lines = violations.map(({ variable, problem }) => `  ${variable}: ${problem}`);
    super(`The environment is not valid:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}
