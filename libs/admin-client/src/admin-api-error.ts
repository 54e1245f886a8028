import type { components } from './generated/schema.js';

type Problem = components['schemas']['Problem'];

/** The admin API refused. `problem.type` is stable, and what a program decides by. */
export class AdminApiError extends Error {
  override readonly name = 'AdminApiError';

  constructor(
    readonly problem: Problem,
    readonly requestId: string | null,
  ) {
    super(`${problem.detail} (${problem.status}, request ${requestId ?? 'without an id'})`);
  }
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: Problem;
  readonly response: Response;
}

/** What a call was answered. @throws AdminApiError when it was refused */
export async function resultOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (error !== undefined) throw new AdminApiError(error, response.headers.get('x-request-id'));
  return data as Data;
}
