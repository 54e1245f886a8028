import type { DriftEventId, EndpointId, ReplicaId } from '@slipstream/domain';

import type { Queries } from './database-client.js';
import type { DriftEvent as DriftEventRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

/** A lasting change of an endpoint's traffic, as one replica found it. */
export interface DriftEvent {
  id: DriftEventId;
  endpointId: EndpointId;
  replicaId: ReplicaId;
  replicaEpoch: number;
  /** Requests that had ended there when it was found. */
  startRequest: number;
  /** The statistic that showed it, and how far each had moved: 0 as usual, 1 at an alarm. */
  cause: string;
  scores: Record<string, number>;
  tokensPerStepBefore: number;
  tokensPerStepWorst: number;
  /** Null while it lasts, as is its end. */
  tokensPerStepAfter: number | null;
  startedAt: Date;
  endedAt: Date | null;
}

export class DriftEventRepository {
  constructor(private readonly queries: Queries) {}

  /** Told again, or told that it is over, it is the same event: what is new of it is written. */
  async put({ id, startedAt, ...event }: DriftEvent): Promise<void> {
    const { replicaId, replicaEpoch, startRequest } = event;
    const start = { replicaId: replicaId as string, replicaEpoch, startRequest };
    await this.queries.driftEvent.upsert({
      where: { replicaId_replicaEpoch_startRequest: start },
      create: { id, startedAt, ...event },
      update: event,
    });
  }

  /** Oldest first. */
  async list(endpointId: EndpointId, page: PageRequest<DriftEventId>): Promise<DriftEvent[]> {
    const rows = await this.queries.driftEvent.findMany(pageArguments(page, { endpointId }));
    return rows.map(toDriftEvent);
  }

  /** Of replicas as they are now; what lasted when a replica ended was never told to be over. */
  async listLasting(endpointId: EndpointId): Promise<DriftEvent[]> {
    const rows = await this.queries.driftEvent.findMany({
      where: { endpointId, endedAt: null },
      orderBy: { id: 'desc' },
      take: 100,
    });
    return rows.map(toDriftEvent);
  }
}

function toDriftEvent(row: DriftEventRow): DriftEvent {
  return {
    ...row,
    id: row.id as DriftEventId,
    endpointId: row.endpointId as EndpointId,
    replicaId: row.replicaId as ReplicaId,
    scores: row.scores as Record<string, number>,
  };
}
