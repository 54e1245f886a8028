export interface Violation {
  /** Dotted; empty for the body as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The request does not have the form that its operation documents. */
export class InvalidInput extends Error {
  constructor(readonly violations: readonly Violation[]) {
    super(violations.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
  }
}
