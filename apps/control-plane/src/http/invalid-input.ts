export interface Violation {
  /** Dotted; empty for the body as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The request does not have the form that its operation documents. */
export class InvalidInput extends Error {
  readonly code: 'INVALID_INPUT' | 'CONTRADICTORY_INPUT' = 'INVALID_INPUT';

  constructor(readonly violations: readonly Violation[]) {
    super(violations.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
  }
}

/** Each field has the form that is documented, but what they say does not go together. */
export class ContradictoryInput extends InvalidInput {
  override readonly code = 'CONTRADICTORY_INPUT';
}
