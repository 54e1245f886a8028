import { decodeErrorBodySchema, decodeErrorStatuses, type RevisionBody } from '@slipstream/contract';

import type { WorkerPlace } from '../replica/worker-place.js';

/** Opening a target and proving it exact beside the streams of a busy replica takes minutes at most. */
const answerDeadlineMs = 10 * 60_000;

/** What a replica made of new weights. One that could not be asked, or is busy, may take them later. */
export type ReviseOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Tells a replica to give new requests the weights of another target. */
export async function reviseReplica(
  { address, token }: WorkerPlace,
  targetFolder: string,
): Promise<ReviseOutcome> {
  let response: Response;
  try {
    response = await fetch(`${address}/internal/revisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ targetFolder } satisfies RevisionBody),
      signal: AbortSignal.timeout(answerDeadlineMs),
    });
  } catch (error) {
    return { kind: 'later', reason: error instanceof Error ? error.message : String(error) };
  }
  if (response.ok) return { kind: 'taken' };
  const body = decodeErrorBodySchema.safeParse(await response.json().catch(() => undefined));
  const reason = body.success ? body.data.message : `The worker answered ${response.status}.`;
  return { kind: response.status === decodeErrorStatuses.revising ? 'later' : 'refused', reason };
}
