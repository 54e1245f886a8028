import { z } from 'zod';

import { idSchema } from '../admin/fields.js';

/**
 * What may be left to a queue: for every topic, what its payload looks like. Payloads carry ids, not rows: a handler may
 * come late or twice, so it looks at what is so by then.
 */
export const topics = {
  /** Make what runs of an endpoint match what is wanted of it. */
  'endpoint.reconcile': z.object({ endpointId: idSchema('endpoint') }),
  /** Make an attempt at telling a webhook something. */
  'webhook.attempt': z.object({ deliveryId: idSchema('webhookDelivery'), attempt: z.int().min(1) }),
  /** Judge a candidate by replay of held-out sequences. */
  'snapshot.evaluate': z.object({ endpointId: idSchema('endpoint'), snapshotId: idSchema('snapshot') }),
  /** Keep what an endpoint's replicas have learned, now. */
  'learning.keep': z.object({ endpointId: idSchema('endpoint') }),
  /** Bring an endpoint's replicas to the version that was decided on. */
  'learning.follow': z.object({ endpointId: idSchema('endpoint') }),
  /** Fetch, compile and measure a model. */
  'model.admit': z.object({ modelId: idSchema('model') }),
} as const;

export type Topic = keyof typeof topics;
export type PayloadOf<T extends Topic> = z.output<(typeof topics)[T]>;

/** A piece of work. `key` names what it is about; equal pieces that wait together are done once. */
export interface Work<T extends Topic = Topic> {
  readonly topic: T;
  readonly key: string;
  readonly payload: PayloadOf<T>;
}
