/** What a failed attempt says about the next one. */
export type WorkerErrorKind =
  /** The client's own doing: every replica would answer the same. */
  | 'refused'
  /** This replica is full; another may not be. */
  | 'overloaded'
  /** This life of the replica is over, or its token is: its supervisor will start another. */
  | 'unavailable'
  /** The replica lives but failed at this request. */
  | 'failed'
  /** The connection broke, which says little: a kept-alive one may have been too old, a network may have failed. */
  | 'disconnected';

export interface WorkerErrorFields {
  kind: WorkerErrorKind;
  code: string;
  message: string;
  cause?: unknown;
}

/** An attempt at a worker failed. The message is for logs, except where the worker refused the client's request. */
export class WorkerError extends Error {
  readonly kind: WorkerErrorKind;
  readonly code: string;

  constructor({ kind, code, message, cause }: WorkerErrorFields) {
    super(message, { cause });
    this.name = 'WorkerError';
    this.kind = kind;
    this.code = code;
  }
}
