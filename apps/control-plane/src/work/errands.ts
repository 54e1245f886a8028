import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import type { PayloadOf, Topic } from '@slipstream/contract';
import { Database } from '@slipstream/persistence';

/** Work begins within a few tens of milliseconds. */
const pollMs = 20;

/** Work that a request waits for, wherever it is done. */
@Injectable()
export class Errands {
  constructor(private readonly database: Database) {}

  /** Resolves when it is done: true; or when it has failed or takes longer, in which case it is still tried: false. */
  async run<T extends Topic>(
    topic: T,
    payload: PayloadOf<T>,
    { patienceMs }: { patienceMs: number },
  ): Promise<boolean> {
    const { outbox } = this.database;
    const key = randomUUID();
    await outbox.add({ topic, key, payload });
    const endMs = performance.now() + patienceMs;
    while (performance.now() < endMs) {
      const state = await outbox.stateOf(topic, key);
      if (state !== 'waiting') return state === 'done';
      await delay(pollMs);
    }
    return false;
  }
}
