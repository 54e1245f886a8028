import {
  assertTransition,
  nextRevisionStates,
  StateChanged,
  type EndpointId,
  type ModelId,
  type RevisionState,
  type RevisionStrategy,
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
  strategy: RevisionStrategy;
  /** The revision whose speculators and learning go on with this one. */
  base: number;
  gates: RevisionGate[];
  createdAt: Date;
  activatedAt: Date | null;
}

/** What a gate compared: a new replica's figure with the old replicas'. */
export interface RevisionGate {
  name: string;
  isPassed: boolean;
  message: string;
}

/** What is known of a revision once it begins to roll. */
export interface RevisionTransition {
  to: 'rolling' | 'refused' | 'rolledBack';
  reason?: string;
  base?: number;
  gates?: readonly RevisionGate[];
}

const openStates = ['pending', 'rolling'];

export class RevisionRepository {
  constructor(private readonly queries: Queries) {}

  /** Asks for another model's weights. Asking again for what was asked for last changes nothing. */
  async create(
    endpointId: EndpointId,
    { modelId, strategy }: Pick<Revision, 'modelId' | 'strategy'>,
  ): Promise<Revision> {
    const [newest] = await this.list(endpointId, 1);
    if (newest?.modelId === modelId && !hasFailed(newest)) return newest;
    try {
      return await inTransaction(this.queries, async (queries) => {
        const number = (newest?.number ?? 0) + 1;
        const row = await queries.endpointRevision.create({
          data: { endpointId, modelId, number, strategy, state: 'pending' },
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

  /** The newest revision with replicas of its own that has been active: those before it are not coming back. */
  async findRootNumber(endpointId: EndpointId): Promise<number> {
    const row = await this.queries.endpointRevision.findFirst({
      where: { endpointId, strategy: 'surge', activatedAt: { not: null } },
      orderBy: { number: 'desc' },
      select: { number: true },
    });
    return row?.number ?? 1;
  }

  /** Which of these have, or had, replicas of their own. */
  async findSurgeNumbers(endpointId: EndpointId, numbers: readonly number[]): Promise<Set<number>> {
    const rows = await this.queries.endpointRevision.findMany({
      where: { endpointId, strategy: 'surge', number: { in: [...numbers] } },
      select: { number: true },
    });
    return new Set(rows.map(({ number }) => number));
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
    { to, reason, gates, ...fields }: RevisionTransition,
  ): Promise<void> {
    assertTransition(nextRevisionStates, { noun: 'revision', from, to });
    const { count } = await this.queries.endpointRevision.updateMany({
      where: { endpointId, number, state: from },
      data: { ...fields, ...gatesColumn(gates), state: to, reason: reason ?? null },
    });
    if (count === 0) throw new StateChanged('revision', from);
  }

  /** Makes a rolling revision the endpoint's own: those before it are superseded, and replicas start with it. */
  async activate(
    { endpointId, number, modelId, state: from }: Revision,
    gates?: readonly RevisionGate[],
  ): Promise<void> {
    assertTransition(nextRevisionStates, { noun: 'revision', from, to: 'active' });
    await inTransaction(this.queries, async (queries) => {
      await queries.endpointRevision.updateMany({
        where: { endpointId, number: { lt: number }, state: { in: ['active', ...openStates] } },
        data: { state: 'superseded' },
      });
      const { count } = await queries.endpointRevision.updateMany({
        where: { endpointId, number, state: from },
        data: { ...gatesColumn(gates), state: 'active', activatedAt: new Date() },
      });
      if (count === 0) throw new StateChanged('revision', from);
      await queries.endpoint.update({ where: { id: endpointId }, data: { modelId } });
    });
  }
}

const hasFailed = ({ state }: Revision): boolean => state === 'refused' || state === 'rolledBack';

function gatesColumn(gates: readonly RevisionGate[] | undefined) {
  return gates === undefined ? {} : { gates: gates.map((gate) => ({ ...gate })) };
}

function toRevision(row: RevisionRow): Revision {
  return {
    ...row,
    endpointId: row.endpointId as EndpointId,
    modelId: row.modelId as ModelId,
    state: row.state as RevisionState,
    strategy: row.strategy as RevisionStrategy,
    gates: row.gates as unknown as RevisionGate[],
  };
}
