import {
  assertTransition,
  NameTaken,
  nextModelStates,
  StateChanged,
  type ModelId,
  type ModelState,
  type QuantizationProfile,
} from '@slipstream/domain';
import { isUniqueViolation, type Queries } from './database-client.js';
import type { Model as ModelRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

/** Where weights come from: a GGUF file on the control plane's machine, or a model known to the model source by name. */
export type ModelSource = { kind: 'path'; path: string } | { kind: 'builtin'; name: string };

export interface ModelProgress {
  stage: string;
  doneBytes: number;
  /** Null while the total is unknown. */
  totalBytes: number | null;
}

export interface Model {
  id: ModelId;
  name: string;
  source: ModelSource;
  digest: string | null;
  profile: QuantizationProfile;
  targetFolder: string | null;
  state: ModelState;
  reason: string | null;
  progress: ModelProgress | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface ModelTransition {
  from: ModelState;
  to: ModelState;
  reason?: string | null;
  digest?: string;
  targetFolder?: string;
}

export class ModelRepository {
  constructor(private readonly queries: Queries) {}

  async create(model: Pick<Model, 'id' | 'name' | 'source' | 'profile'>): Promise<Model> {
    try {
      return toModel(await this.queries.model.create({ data: { ...model, state: 'pending' } }));
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken('model', model.name) : error;
    }
  }

  async find(id: ModelId): Promise<Model | undefined> {
    const row = await this.queries.model.findUnique({ where: { id } });
    return row ? toModel(row) : undefined;
  }

  async findByName(name: string): Promise<Model | undefined> {
    const row = await this.queries.model.findUnique({ where: { name } });
    return row ? toModel(row) : undefined;
  }

  async list(page: PageRequest<ModelId>): Promise<Model[]> {
    const rows = await this.queries.model.findMany(pageArguments(page, {}));
    return rows.map(toModel);
  }

  async listInState(state: ModelState, limit: number): Promise<Model[]> {
    const rows = await this.queries.model.findMany({ where: { state }, orderBy: { id: 'asc' }, take: limit });
    return rows.map(toModel);
  }

  /** Compare-and-set on the old state. Progress belongs to a stage, so it ends with it. */
  async transition(id: ModelId, { from, to, ...fields }: ModelTransition): Promise<void> {
    assertTransition(nextModelStates, { noun: 'model', from, to });
    const { count } = await this.queries.model.updateMany({
      where: { id, state: from },
      data: { reason: null, ...fields, state: to, stage: null, doneBytes: null, totalBytes: null },
    });
    if (count === 0) {
      throw new StateChanged('model', from);
    }
  }

  async recordProgress(id: ModelId, progress: ModelProgress): Promise<void> {
    await this.queries.model.updateMany({
      where: { id, state: { notIn: ['ready', 'failed'] } },
      data: progress,
    });
  }

  /** Sends admissions cut short by an earlier life of the control plane back to the start. */
  async restartInterrupted(): Promise<void> {
    await this.queries.model.updateMany({
      where: { state: { in: ['fetching', 'compiling'] } },
      data: { state: 'pending', reason: null, stage: null, doneBytes: null, totalBytes: null },
    });
  }
}

function toModel({ stage, doneBytes, totalBytes, ...row }: ModelRow): Model {
  return {
    ...row,
    id: row.id as ModelId,
    source: row.source as unknown as ModelSource,
    profile: row.profile as QuantizationProfile,
    state: row.state as ModelState,
    progress:
      stage === null
        ? null
        : {
            stage,
            doneBytes: Number(doneBytes),
            totalBytes: totalBytes === null ? null : Number(totalBytes),
          },
  };
}
