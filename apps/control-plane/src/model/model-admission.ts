import { Inject, Injectable } from '@nestjs/common';
import { type ModelState, StateChanged } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Model } from '@slipstream/persistence';
import type { AssignedWork } from '@slipstream/queue';

import { loggerToken } from '../logging.js';
import { Handles } from '../work/handles.js';
import type { AdmissionEvent } from './admission-events.js';
import { AdmissionProcess } from './admission-process.js';
import { withoutSecretsOf } from './shown-source.js';
import { ModelFiles } from './model-files.js';

/** States in which nothing is left to do, unless somebody asks for another try. */
const ends: readonly ModelState[] = ['ready', 'failed'];

/** Fetches, compiles and measures models, one at a time in each control plane. */
@Injectable()
export class ModelAdmission {
  constructor(
    private readonly database: Database,
    private readonly process: AdmissionProcess,
    private readonly files: ModelFiles,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  /** A model may be deleted, or its work come to another process, at any time: then this one ends. */
  @Handles('model.admit', { concurrency: 1 })
  async admit({ payload: { modelId }, signal }: AssignedWork<'model.admit'>): Promise<void> {
    const model = await this.database.models.find(modelId);
    if (model === undefined || ends.includes(model.state)) return;
    try {
      await this.begin(model);
      await this.run(model, signal);
    } catch (error) {
      if (!(error instanceof StateChanged)) throw error;
      this.logger.info({ modelId }, 'the admission of a model that has changed or is gone ends');
      if ((await this.database.models.find(modelId)) === undefined) await this.files.removeOf(model);
    }
    // What was cut short by the end of this process is somebody else's to begin anew.
    signal.throwIfAborted();
  }

  /** From the beginning, whoever was interrupted where: every stage reuses what it finds finished. */
  private async begin({ id, state }: Model): Promise<void> {
    const { models } = this.database;
    if (state !== 'pending') await models.transition(id, { from: state, to: 'pending' });
    await models.transition(id, { from: 'pending', to: 'fetching' });
  }

  private async run(model: Model, signal: AbortSignal): Promise<void> {
    const { models } = this.database;
    const { id } = model;
    let state: ModelState = 'fetching';
    for await (const event of this.process.events(model, signal)) {
      if (event.type !== 'progress') return this.end(model, state, event);
      const { stage, percent, doneBytes, totalBytes, digest } = event;
      const known = digest === null ? {} : { digest };
      if (stage !== state) await models.transition(id, { from: state, to: stage, ...known });
      state = stage;
      await models.recordProgress(id, { state, progress: { stage, percent, doneBytes, totalBytes } });
    }
  }

  private async end(
    model: Model,
    from: ModelState,
    result: Exclude<AdmissionEvent, { type: 'progress' }>,
  ): Promise<void> {
    const { models } = this.database;
    if (result.type === 'failed') {
      const { candidates } = result;
      const reason = withoutSecretsOf(model.source, result.reason);
      await models.transition(model.id, { from, to: 'failed', reason, candidates });
      this.logger.warn({ model: model.name, reason }, 'a model was not admitted');
      return;
    }
    const { targetFolder, digest, profile, candidates, unchosenFolders } = result;
    for (const folder of unchosenFolders) await this.files.removeTarget(folder, { id: model.id, digest });
    await models.transition(model.id, { from, to: 'ready', targetFolder, digest, profile, candidates });
  }
}
