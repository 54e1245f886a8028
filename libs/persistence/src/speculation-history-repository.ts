import type { SpeculationFigures } from '@slipstream/contract';
import type { EndpointId, ReplicaId } from '@slipstream/domain';

import type { Queries } from './database-client.js';

/** What speculation did in a span of time. */
export interface SpeculationSpan {
  startedAt: Date;
  figures: SpeculationFigures;
  /** At its end, or the highest of those it was made of. */
  driftScore: number;
  learnedTokens: bigint;
}

/** A span as one replica told it. */
export interface SpeculationWindow extends SpeculationSpan {
  endpointId: EndpointId;
  replicaId: ReplicaId;
  replicaEpoch: number;
  number: number;
  seconds: number;
  /** Tokens and steps of each request. */
  curve: [number, number][];
}

/** Spans that windows are joined to. */
export type RollupResolution = 'hour' | 'day';

export interface SpanRange {
  readonly from: Date;
  readonly to: Date;
}

/** How far back each resolution is kept. */
export interface HistoryRetention {
  readonly windows: Date;
  readonly hours: Date;
  readonly days: Date;
}

/** Windows of speculation, and what they were joined to. */
export class SpeculationHistoryRepository {
  constructor(private readonly queries: Queries) {}

  /** What was told before is not added twice. */
  async add(windows: readonly SpeculationWindow[]): Promise<void> {
    const data = windows.map((window) => ({
      ...window,
      figures: window.figures as object,
      curve: window.curve,
    }));
    await this.queries.speculationWindow.createMany({ data, skipDuplicates: true });
  }

  /** Those that began in the range, oldest first, of all replicas; the newest `limit` of them. */
  async listWindows(
    endpointId: EndpointId,
    { from, to }: SpanRange,
    limit: number,
  ): Promise<SpeculationWindow[]> {
    const rows = await this.queries.speculationWindow.findMany({
      where: { endpointId, startedAt: { gte: from, lt: to } },
      orderBy: { startedAt: 'desc' },
      take: limit,
    });
    return rows.reverse().map((row) => ({
      ...row,
      endpointId,
      replicaId: row.replicaId as ReplicaId,
      figures: row.figures as unknown as SpeculationFigures,
      curve: row.curve as unknown as [number, number][],
    }));
  }

  /** Oldest first. */
  async listRollups(
    endpointId: EndpointId,
    resolution: RollupResolution,
    { from, to }: SpanRange,
  ): Promise<SpeculationSpan[]> {
    const rows = await this.queries.speculationRollup.findMany({
      where: { endpointId, resolution, startedAt: { gte: from, lt: to } },
      orderBy: { startedAt: 'asc' },
    });
    return rows.map((row) => ({ ...row, figures: row.figures as unknown as SpeculationFigures }));
  }

  /** In place of what was there for that span. */
  async putRollup(
    endpointId: EndpointId,
    resolution: RollupResolution,
    span: SpeculationSpan,
  ): Promise<void> {
    const { startedAt, figures, ...rest } = span;
    const data = { ...rest, figures: figures as object };
    await this.queries.speculationRollup.upsert({
      where: { endpointId_resolution_startedAt: { endpointId: endpointId as string, resolution, startedAt } },
      create: { endpointId, resolution, startedAt, ...data },
      update: data,
    });
  }

  /** Forgets what began before. */
  async prune({ windows, hours, days }: HistoryRetention): Promise<void> {
    await this.queries.speculationWindow.deleteMany({ where: { startedAt: { lt: windows } } });
    await this.queries.speculationRollup.deleteMany({
      where: {
        OR: [
          { resolution: 'hour', startedAt: { lt: hours } },
          { resolution: 'day', startedAt: { lt: days } },
        ],
      },
    });
  }
}
