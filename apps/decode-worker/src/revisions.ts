import type { EngineLoad } from '@slipstream/decode';

import { DecodeRefusal } from './decode-refusal.js';
import type { Revision } from './revision.js';

/** Weights held open besides the newest, because requests that began with them still run. */
const retiringMax = 2;

/**
 * The revision that new requests get, and earlier ones that finish what they began: a stream is decoded by the weights
 * it began with to its end.
 */
export class Revisions {
  private readonly retiring = new Set<Revision>();
  private changing: Promise<unknown> | undefined;

  constructor(private newest: Revision) {}

  get current(): Revision {
    return this.newest;
  }

  get load(): EngineLoad {
    const loads = this.all().map(({ engine }) => engine.load);
    const sum = (key: 'active' | 'waiting'): number => loads.reduce((total, load) => total + load[key], 0);
    const oldestWaitMs = Math.max(...loads.map((load) => load.oldestWaitMs));
    return { active: sum('active'), waiting: sum('waiting'), oldestWaitMs };
  }

  get activeCount(): number {
    return this.all().reduce((total, { active }) => total + active.count, 0);
  }

  /** Opens the next revision with `open` and hands it over with `handOver`; false from that keeps the present one. */
  async replace(open: () => Promise<Revision>, handOver: (next: Revision) => boolean): Promise<void> {
    if (this.changing !== undefined) {
      throw new DecodeRefusal('revising', 'Another revision is being opened. Try again when it serves.');
    }
    if (this.retiring.size >= retiringMax) {
      const message = `Requests of ${retiringMax} earlier revisions still run. Try again when they have ended.`;
      throw new DecodeRefusal('revising', message);
    }
    const change = this.change(open, handOver).finally(() => (this.changing = undefined));
    this.changing = change.catch(() => undefined);
    await change;
  }

  /** Resolves when no request runs, of whatever revision. */
  async idle(): Promise<void> {
    await Promise.all(this.all().map(({ active }) => active.idle()));
  }

  abortAll(): void {
    for (const { active } of this.all()) active.abortAll();
  }

  async close(): Promise<void> {
    await this.changing;
    const all = this.all();
    this.retiring.clear();
    await Promise.all(all.map((revision) => revision.close()));
  }

  private async change(open: () => Promise<Revision>, handOver: (next: Revision) => boolean): Promise<void> {
    const next = await open();
    if (!handOver(next)) {
      await next.close();
      throw new DecodeRefusal('draining', 'This worker is shutting down.');
    }
    const old = this.newest;
    this.newest = next;
    this.retiring.add(old);
    void this.retire(old);
  }

  private async retire(old: Revision): Promise<void> {
    await old.active.idle();
    // A worker that is closing closes it by itself.
    if (this.retiring.delete(old)) await old.close();
  }

  private all(): Revision[] {
    return [this.newest, ...this.retiring];
  }
}
