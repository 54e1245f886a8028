import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { Inject, Injectable } from '@nestjs/common';
import { Database, type Model } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';

/** The files of models on this machine: where they go, and which are not needed any more. */
@Injectable()
export class ModelFiles {
  private readonly models: string;
  private readonly targets: string;

  constructor(
    private readonly database: Database,
    @Inject(configurationToken) { DATA_DIR: dataFolder }: Configuration,
  ) {
    this.models = join(dataFolder, 'models');
    this.targets = join(dataFolder, 'targets');
  }

  /** Two URLs may end in the same name, so what each gives has a folder of its own. */
  fetchedFolder({ source }: Model): string {
    if (source.kind !== 'url') return this.models;
    const { url, sha256 = '' } = source;
    return join(this.models, createHash('sha256').update(`${url}\n${sha256}`).digest('hex').slice(0, 16));
  }

  /** Of a model that is gone: what was compiled of it and what was fetched for it alone. A file given by path stays. */
  async removeOf(model: Model): Promise<void> {
    const { source, targetFolder } = model;
    if (targetFolder !== null) await this.removeTarget(targetFolder, model);
    if (source.kind === 'url' && !(await this.database.models.isSourceShared(source, model.id)))
      await rm(this.fetchedFolder(model), { recursive: true, force: true });
  }

  /** A compiled target, unless a model but this one is served from it, or is being admitted from the same weights. */
  async removeTarget(folder: string, model: Pick<Model, 'id' | 'digest'>): Promise<void> {
    // Only what the compiler has made.
    if (relative(this.targets, folder).startsWith('..')) return;
    if (await this.database.models.isFolderShared(folder, model)) return;
    await rm(folder, { recursive: true, force: true });
  }
}
