import { setTimeout as delay } from 'node:timers/promises';
import type { DecodeEvent } from '@slipstream/contract';
import { joinDeltas } from './join-deltas.js';

export interface CadenceOptions {
  cadenceMs: number;
  nowMs?: () => number;
  wait?: (ms: number) => Promise<unknown>;
}

/**
 * Passes events on at fixed times only, counted from the first, with all text of a choice in one piece. When tokens
 * come, and how many together, tells of drafts that were accepted, and so of the text (arXiv 2411.01076); at a fixed
 * cadence an observer of the encrypted stream sees how fast it is, and no more.
 */
export async function* atCadence(
  batches: AsyncIterable<DecodeEvent[]>,
  { cadenceMs, nowMs = () => performance.now(), wait = delay }: CadenceOptions,
): AsyncGenerator<DecodeEvent[]> {
  const iterator = batches[Symbol.asyncIterator]();
  const startedMs = nowMs();
  const untilTick = () => wait(cadenceMs - ((nowMs() - startedMs) % cadenceMs)).then(() => 'tick' as const);
  let next = iterator.next();
  try {
    for (let first = await next; !first.done; first = await next) {
      const held = [...first.value];
      const tick = untilTick();
      next = iterator.next();
      for (;;) {
        // A failure waits for its turn too: what came before it is passed on first.
        const arrived = await Promise.race([next.catch(() => 'failed' as const), tick]);
        if (arrived === 'tick') break;
        if (arrived === 'failed' || arrived.done) {
          await tick;
          break;
        }
        held.push(...arrived.value);
        next = iterator.next();
      }
      yield joinDeltas(held);
    }
  } finally {
    await iterator.return?.();
  }
}
