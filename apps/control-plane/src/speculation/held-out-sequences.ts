import { Inject, Injectable } from '@nestjs/common';
import type { HeldOutReport } from '@slipstream/contract';
import type { EndpointId } from '@slipstream/domain';
import type { HeldOut } from '@slipstream/learned-state';
import { Database, type HeldOutRow } from '@slipstream/persistence';

import { TextSealer } from '../change/sealed-text.js';
import { type Configuration, configurationToken } from '../configuration.js';

/** Kept of each endpoint, and used to judge by: the newest, because traffic turns. */
const keptCount = 256;
const judgedByCount = 32;
/** Fewer than this judge nothing. */
export const sequencesMin = 8;
const hourMs = 3_600_000;

/**
 * The sequences by which an endpoint's learning is judged, sealed in the database (AES-256-GCM) under a key of their
 * endpoint's own, bounded in number and time.
 */
@Injectable()
export class HeldOutSequences {
  constructor(
    private readonly database: Database,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  seal(report: HeldOutReport, endpointId: EndpointId): Uint8Array {
    return this.sealerOf(endpointId).seal(JSON.stringify(report));
  }

  add(rows: readonly HeldOutRow[]): Promise<void> {
    return this.database.heldOut.add(rows);
  }

  count(endpointId: EndpointId): Promise<number> {
    return this.database.heldOut.count(endpointId);
  }

  /** What there is to judge by at the moment; what cannot be opened any more is left out. */
  async open(endpointId: EndpointId): Promise<HeldOut | undefined> {
    const sealer = this.sealerOf(endpointId);
    const rows = await this.database.heldOut.listNewest(endpointId, judgedByCount);
    const reports = rows.flatMap(({ sealed }) => {
      const text = sealer.open(sealed);
      return text === undefined ? [] : [JSON.parse(text) as HeldOutReport];
    });
    const [newest] = reports;
    if (newest === undefined) return undefined;
    const { stepCosts, vocabularySize } = newest;
    const sequences = reports.map(({ tokens, promptLength }) => ({
      tokens: Int32Array.from(tokens),
      promptLength,
    }));
    return { stepCosts, vocabularySize, sequences };
  }

  async removeAll(endpointId: EndpointId): Promise<void> {
    await this.database.heldOut.removeAll(endpointId);
  }

  async prune(): Promise<void> {
    const before = new Date(Date.now() - this.configuration.HELD_OUT_HOURS * hourMs);
    await this.database.heldOut.prune({ before, keptCount });
  }

  private sealerOf(endpointId: EndpointId): TextSealer {
    return new TextSealer({
      secret: this.configuration.WORKER_SECRET,
      purpose: `held-out sequences of ${String(endpointId)}`,
    });
  }
}
