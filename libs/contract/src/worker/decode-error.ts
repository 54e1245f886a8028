import { z } from 'zod';

/**
 * Why a worker refused a request before its first event, by HTTP status. Only `invalid_request` and
 * `context_length_exceeded` are the client's doing; everything else may succeed on another replica. `not_resumable`
 * says that an answer which began on other weights cannot go on here. `revision_refused`
 * and `revising` answer a new revision: one is final, the other asks for patience. `learned_refused` answers learned state
 * that is damaged, or of another model.
 */
export const decodeErrorStatuses = {
  invalid_request: 400,
  context_length_exceeded: 400,
  unauthorized: 401,
  not_resumable: 409,
  body_too_large: 413,
  internal: 500,
  overloaded: 503,
  draining: 503,
  not_ready: 503,
  revision_refused: 422,
  learned_refused: 422,
  revising: 503,
} as const;

export type DecodeErrorCode = keyof typeof decodeErrorStatuses;

/** The code stays open: a newer worker may know more codes than this gateway. */
export const decodeErrorBodySchema = z.object({
  code: z.string(),
  message: z.string(),
});

export type DecodeErrorBody = z.output<typeof decodeErrorBodySchema>;
