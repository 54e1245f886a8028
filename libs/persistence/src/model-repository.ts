import {
  assertTransition,
  ModelInUse,
  ModelNotFound,
  NameTaken,
  nextModelStates,
  StateChanged,
  type ModelId,
  type ModelState,
  type QuantizationProfile,
} from '@slipstream/domain';
import { isForeignKeyViolation, isUniqueViolation, type Queries } from './database-client.js';
import type { Model as ModelRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

/** Where weights come from: a GGUF file on the control plane's machine or at a URL, or a model that is known by name. */
export type ModelSource =
  | { kind: 'path'; path: string }
  | { kind: 'url'; url: string; sha256?: string | undefined }
  | { kind: 'builtin'; name: string };

/** A profile that was considered, and what was measured of it. */
export interface ProfileCandidate {
  profile: QuantizationProfile;
  isExact: boolean;
  /** Of a fixed text. */
  perplexity: number;
  /** t(rows) on the machine where it was measured; empty for one that is not exact. */
  stepTimes: { rows: number; ms: number }[];
  /** What speculation would make of these times; null for one that is not exact. */
  tokensPerSecond: number | null;
  isChosen: boolean;
  /** Why it was chosen, or was not. */
  reason: string;
}

export interface ModelProgress {
  stage: string;
  /** Of this stage; null while its end is unknown. */
  percent: number | null;
  /** Null where it is not bytes that are counted. */
  doneBytes: number | null;
  totalBytes: number | null;
}

export interface Model {
  id: ModelId;
  name: string;
  source: ModelSource;
  digest: string | null;
  /** Null until it has been chosen by measurement. */
  profile: QuantizationProfile | null;
  /** What that choice was made by; empty where the profile was given. */
  candidates: ProfileCandidate[];
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
  profile?: QuantizationProfile;
  candidates?: readonly ProfileCandidate[];
}

export class ModelRepository {
  constructor(private readonly queries: Queries) {}

  /** Without a profile the best one is found by measurement. */
  async create(
    model: Pick<Model, 'id' | 'name' | 'source'> & { profile?: QuantizationProfile | undefined },
  ): Promise<Model> {
    try {
      return toModel(
        await this.queries.model.create({
          data: { ...model, profile: model.profile ?? null, state: 'pending' },
        }),
      );
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
  async transition(id: ModelId, { from, to, candidates, ...fields }: ModelTransition): Promise<void> {
    assertTransition(nextModelStates, { noun: 'model', from, to });
    const { count } = await this.queries.model.updateMany({
      where: { id, state: from },
      data: {
        reason: null,
        ...fields,
        ...(candidates === undefined
          ? {}
          : { candidates: candidates.map((candidate) => ({ ...candidate })) }),
        ...noProgress,
        state: to,
      },
    });
    if (count === 0) {
      throw new StateChanged('model', from);
    }
  }

  /** @throws StateChanged when the model is not in that state any more, or is gone */
  async recordProgress(
    id: ModelId,
    { state, progress }: { state: ModelState; progress: ModelProgress },
  ): Promise<void> {
    const { count } = await this.queries.model.updateMany({ where: { id, state }, data: { ...progress } });
    if (count === 0) throw new StateChanged('model', state);
  }

  /** Whether another model was compiled into the same folder, or is being admitted from the same weights and may find it there. */
  async isFolderShared(targetFolder: string, { id, digest }: Pick<Model, 'id' | 'digest'>): Promise<boolean> {
    const isUnderWay = { state: { in: ['compiling', 'measuring'] }, digest };
    const where = { id: { not: String(id) }, OR: [{ targetFolder }, isUnderWay] };
    return (await this.queries.model.count({ where })) > 0;
  }

  /** Whether another model comes from the same place. */
  async isSourceShared(source: ModelSource, id: ModelId): Promise<boolean> {
    const where = { source: { equals: source }, id: { not: String(id) } };
    return (await this.queries.model.count({ where })) > 0;
  }

  /** @throws ModelInUse while an endpoint refers to it */
  async remove(id: ModelId): Promise<void> {
    try {
      const { count } = await this.queries.model.deleteMany({ where: { id } });
      if (count === 0) throw new ModelNotFound();
    } catch (error) {
      throw isForeignKeyViolation(error) ? new ModelInUse() : error;
    }
  }
}

const noProgress = { stage: null, percent: null, doneBytes: null, totalBytes: null };

function toModel({ stage, percent, doneBytes, totalBytes, ...row }: ModelRow): Model {
  return {
    ...row,
    id: row.id as ModelId,
    source: row.source as unknown as ModelSource,
    profile: row.profile as QuantizationProfile | null,
    candidates: row.candidates as unknown as ProfileCandidate[],
    state: row.state as ModelState,
    progress:
      stage === null
        ? null
        : {
            stage,
            percent,
            doneBytes: doneBytes === null ? null : Number(doneBytes),
            totalBytes: totalBytes === null ? null : Number(totalBytes),
          },
  };
}
