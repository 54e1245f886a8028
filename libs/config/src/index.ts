export { ConfigError, type ConfigViolation } from './config-error.js';
export { type Environment, parseEnvironment } from './parse-environment.js';
export * from './variables.js';
export { variablesOf } from './variables-of.js';
