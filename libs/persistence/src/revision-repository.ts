import {
  assertTransition,
  nextRevisionStates,
  StateChanged,
  type EndpointId,
  type ModelId,
  type RevisionState,
} from '@slipstream/domain';
import { inTransaction, isUniqueViolation, type Queries } from './database-client.js';
import type { EndpointRevision as RevisionRow } from './generated/client.js';

/** One state of an endpoint's weights. Numbers rise from 1; exactly one revision is active. */
export interface Revision {
  endpointId: EndpointId;
  number: number;
  modelId: ModelId;
  state: RevisionState;
  reason: string | null;
  createdAt: Date;
  activatedAt: Date | null;
}

const openStates = ['pending', 'rolling'];

export class RevisionRepository {
  constructor(private readonly queries: Queries) {}

  /** Asks for another model's weights. Asking again for what was asked for last changes nothing. */
  async create(endpointId: EndpointId, modelId: ModelId): Promise<Revision> {
    const [newest] = await this.list(endpointId, 1);
    if (newest?.modelId === modelId && newest.state !== 'refused') return newest;
    try {
      return await inTransaction(this.queries, async (queries) => {
        const number = (newest?.number ?? 0) + 1;
        const row = await queries.endpointRevision.create({
          data: { endpointId, modelId, number, state: 'pending' },
        });
        await queries.endpoint.update({ where: { id: endpointId }, data: { generation: { increment: 1 } } });
        return toRevision(row);
      });
    } catch (error) {
      throw isUniqueViolation(error) ? new StateChanged('endpoint', `at revision ${newest?.number}`) : error;
    }
  }

  /** Newest first. */
  async list(endpointId: EndpointId, limit: number): Promise<Revision[]> {
    const rows = await this.queries.endpointRevision.findMany({
      where: { endpointId },
      orderBy: { number: 'desc' },
      take: limit,
    });
    return rows.map(toRevision);
  }

  async find(endpointId: EndpointId, number: number): Promise<Revision | undefined> {
    const row = await this.queries.endpointRevision.findUnique({
      where: { endpointId_number: { endpointId, number } },
    });
    return row ? toRevision(row) : undefined;
  }

  async findActive(endpointId: EndpointId): Promise<Revision> {
    return toRevision(
      await this.queries.endpointRevision.findFirstOrThrow({ where: { endpointId, state: 'active' } }),
    );
  }

  /** The newest revision that is still on its way. */
  async findOpen(endpointId: EndpointId): Promise<Revision | undefined> {
    const row = await this.queries.endpointRevision.findFirst({
      where: { endpointId, state: { in: openStates } },
      orderBy: { number: 'desc' },
    });
    return row ? toRevision(row) : undefined;
  }

  /** Compare-and-set on the old state. */
  async transition(
    { endpointId, number, state: from }: Revision,
    { to, reason }: { to: 'rolling' | 'refused'; reason?: string },
  ): Promise<void> {
    assertTransition(nextRevisionStates, { noun: 'revision', from, to });
    const { count } = await this.queries.endpointRevision.updateMany({
      where: { endpointId, number, state: from },
      data: { state: to, reason: reason ?? null },
    });
    if (count === 0) throw new StateChanged('revision', from);
  }

  /** Makes a rolling revision the endpoint's own: those before it are superseded, and replicas start with it. */
  async activate({ endpointId, number, modelId, state: from }: Revision): Promise<void> {
    assertTransition(nextRevisionStates, { noun: 'revision', from, to: 'active' });
    await inTransaction(this.queries, async (queries) => {
      await queries.endpointRevision.updateMany({
        where: { endpointId, number: { lt: number }, state: { in: ['active', ...openStates] } },
        data: { state: 'superseded' },
      });
      const { count } = await queries.endpointRevision.updateMany({
        where: { endpointId, number, state: from },
        data: { state: 'active', activatedAt: new Date() },
      });
      if (count === 0) throw new StateChanged('revision', from);
      await queries.endpoint.update({ where: { id: endpointId }, data: { modelId } });
    });
  }
}

function toRevision(row: RevisionRow): Revision {
  return {
    ...row,
    endpointId: row.endpointId as EndpointId,
    modelId: row.modelId as ModelId,
    state: row.state as RevisionState,
  };
}
