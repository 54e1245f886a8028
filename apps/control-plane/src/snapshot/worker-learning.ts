import {
  decodeErrorBodySchema,
  learnedBytesMax,
  learnedContentType,
  learnedHeaders,
  type SpeculationPolicyBody,
} from '@slipstream/contract';
import type { SnapshotId } from '@slipstream/domain';

import type { WorkerPlace } from '../replica/worker-place.js';

/** Copying, packing and sending a full state takes less than a second; a worker under load may take its time. */
const deadlineMs = 15_000;
const path = '/internal/learned';

export interface FetchedLearning {
  /** Changes when something was learned. */
  readonly etag: string;
  readonly modelDigest: string;
  readonly generation: number;
  readonly learnedTokens: bigint;
  readonly bytes: Buffer;
}

/** What a worker has learned; undefined if that is what `etag` stands for. @throws if it cannot be had. */
export async function fetchLearning(
  { address, token }: WorkerPlace,
  etag: string | undefined,
): Promise<FetchedLearning | undefined> {
  const response = await fetch(`${address}${path}`, {
    headers: { authorization: `Bearer ${token}`, ...(etag === undefined ? {} : { 'if-none-match': etag }) },
    signal: AbortSignal.timeout(deadlineMs),
  });
  if (response.status === 304) return undefined;
  const { headers } = response;
  const modelDigest = headers.get(learnedHeaders.modelDigest);
  const tokens = headers.get(learnedHeaders.tokens);
  const generation = headers.get(learnedHeaders.generation);
  if (!response.ok || modelDigest === null || tokens === null || generation === null)
    throw new Error(`the worker answered ${response.status} ${(await response.text()).slice(0, 200)}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > learnedBytesMax) throw new Error(`the worker sent ${bytes.length} bytes`);
  return {
    etag: headers.get('etag') ?? '',
    modelDigest,
    generation: Number(generation),
    learnedTokens: BigInt(tokens),
    bytes,
  };
}

export interface SentLearning {
  readonly bytes: Buffer;
  /** The etag of the worker's learning that they contain, if any: what it has learned since, it keeps. */
  readonly includes: string | undefined;
  /** The version that is to be tried against what the worker has learned, if it is not to be taken at once. */
  readonly trialOf: SnapshotId | undefined;
}

export type TakenLearning = { readonly kind: 'inUse'; readonly etag: string } | { readonly kind: 'onTrial' };

/** Lets a worker go on from there. Returns what became of it, or why it refused. @throws if it cannot be asked. */
export async function sendLearning(
  { address, token }: WorkerPlace,
  { bytes, includes, trialOf }: SentLearning,
): Promise<TakenLearning | { readonly refusal: string }> {
  const response = await fetch(`${address}${path}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': learnedContentType,
      ...(includes === undefined ? {} : { [learnedHeaders.includes]: includes }),
      ...(trialOf === undefined ? {} : { [learnedHeaders.snapshot]: String(trialOf) }),
    },
    body: new Uint8Array(bytes),
    signal: AbortSignal.timeout(deadlineMs),
  });
  if (response.ok) {
    const isOnTrial = response.headers.get(learnedHeaders.trial) === 'started';
    return isOnTrial ? { kind: 'onTrial' } : { kind: 'inUse', etag: response.headers.get('etag') ?? '' };
  }
  const body = decodeErrorBodySchema.safeParse(await response.json().catch(() => undefined));
  if (body.success && body.data.code === 'learned_refused') return { refusal: body.data.message };
  throw new Error(`the worker answered ${response.status}`);
}

/** Resolves when the worker speculates and learns by this policy. @throws if it cannot be told. */
export async function sendPolicy(
  { address, token }: WorkerPlace,
  policy: SpeculationPolicyBody,
): Promise<void> {
  const response = await fetch(`${address}/internal/speculation-policy`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(policy),
    signal: AbortSignal.timeout(deadlineMs),
  });
  if (!response.ok) throw new Error(`the worker answered ${response.status}`);
}
