import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from '@slipstream/observability';
import { Database, type Model } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { type AdmissionEvent, admissionEventSchema, type AdmissionInput } from './admission-events.js';

const program = fileURLToPath(new URL('./admit-model.js', import.meta.url));

/** An admission that says nothing for so long is ended. */
const stallDeadlineMs = 15 * 60_000;

/** Admits pending models one after another, each in a process of its own. */
@Injectable()
export class ModelAdmission implements OnModuleInit, OnModuleDestroy {
  private running: Promise<void> | undefined;
  private child: ChildProcess | undefined;
  private isClosed = false;

  constructor(
    private readonly database: Database,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.database.models.restartInterrupted();
    this.wake();
  }

  /** A model may be waiting. */
  wake(): void {
    this.running ??= this.admitPending()
      .catch((error: unknown) => this.logger.error({ error }, 'the admission of models failed'))
      .finally(() => (this.running = undefined));
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    this.child?.kill('SIGTERM');
    await this.running;
  }

  private async admitPending(): Promise<void> {
    while (!this.isClosed) {
      const [model] = await this.database.models.listInState('pending', 1);
      if (model === undefined) return;
      await this.admit(model);
    }
  }

  private async admit(model: Model): Promise<void> {
    const { models } = this.database;
    await models.transition(model.id, { from: 'pending', to: 'fetching' });
    let state: 'fetching' | 'compiling' = 'fetching';
    let result: AdmissionEvent = { type: 'failed', reason: 'The admission ended without a result.' };
    for await (const event of this.events(model)) {
      if (event.type !== 'progress') result = event;
      else {
        if (event.stage === 'compiling' && state === 'fetching') {
          await models.transition(model.id, { from: 'fetching', to: 'compiling' });
          state = 'compiling';
        }
        const { stage, doneBytes, totalBytes } = event;
        await models.recordProgress(model.id, { stage, doneBytes, totalBytes });
      }
    }
    // An admission cut short by the end of this process starts over in the next one.
    if (this.isClosed) return;
    if (result.type === 'done') {
      const { targetFolder, digest } = result;
      await models.transition(model.id, { from: state, to: 'ready', targetFolder, digest });
    } else if (result.type === 'failed') {
      await models.transition(model.id, { from: state, to: 'failed', reason: result.reason });
      this.logger.warn({ model: model.name, reason: result.reason }, 'a model was not admitted');
    }
  }

  private async *events(model: Model): AsyncGenerator<AdmissionEvent> {
    const source = model.source.kind === 'path' ? model.source.path : model.source.name;
    const input: AdmissionInput = { source, profile: model.profile, dataFolder: this.configuration.DATA_DIR };
    const child = spawn(process.execPath, [program, JSON.stringify(input)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    let hasStalled = false;
    const watchdog = setTimeout(() => {
      hasStalled = true;
      child.kill('SIGKILL');
    }, stallDeadlineMs);
    for await (const line of createInterface({ input: child.stdout })) {
      watchdog.refresh();
      const event = admissionEventSchema.safeParse(JSON.parse(line));
      if (event.success) yield event.data;
    }
    clearTimeout(watchdog);
    this.child = undefined;
    if (hasStalled) {
      yield { type: 'failed', reason: `It made no progress for ${stallDeadlineMs / 60_000} minutes.` };
    }
  }
}
