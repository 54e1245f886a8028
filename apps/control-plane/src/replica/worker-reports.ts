import { Inject, Injectable } from '@nestjs/common';
import { type WorkerReport, workerReportSchema } from '@slipstream/contract';
import type { ReplicaId } from '@slipstream/domain';
import type { Replica } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { type WorkerPlace, workerPlaceOf } from './worker-place.js';

/** A busy worker answers between two steps; one that takes longer is as good as silent. */
const answerDeadlineMs = 1_000;
/** Whoever asks again within this gets the same report, so that lookers cost a worker no steps. */
const ageMsMax = 500;
const keptMax = 10_000;

interface KeptReport {
  readonly epoch: number;
  readonly askedMs: number;
  readonly report: Promise<WorkerReport | undefined>;
}

/** What replicas report of themselves. */
@Injectable()
export class WorkerReports {
  private readonly kept = new Map<ReplicaId, KeptReport>();

  constructor(@Inject(configurationToken) private readonly configuration: Configuration) {}

  /** Undefined for a replica that serves nothing, or that does not answer. */
  of(replica: Replica): Promise<WorkerReport | undefined> {
    const { id, epoch, state } = replica;
    const place = workerPlaceOf(replica, this.configuration.WORKER_SECRET);
    if (place === undefined || (state !== 'ready' && state !== 'draining')) return Promise.resolve(undefined);
    const askedMs = performance.now();
    const known = this.kept.get(id);
    if (known?.epoch === epoch && askedMs - known.askedMs < ageMsMax) return known.report;
    const report = fetchReport(place).catch(() => undefined);
    this.kept.delete(id);
    this.kept.set(id, { epoch, askedMs, report });
    if (this.kept.size > keptMax) this.kept.delete(this.kept.keys().next().value!);
    return report;
  }
}

async function fetchReport({ address, token }: WorkerPlace): Promise<WorkerReport | undefined> {
  const response = await fetch(`${address}/internal/report`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(answerDeadlineMs),
  });
  return response.ok ? workerReportSchema.parse(await response.json()) : undefined;
}
