import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { Inject, Injectable } from '@nestjs/common';
import type { Model, ModelSource } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { type AdmissionEvent, admissionEventSchema, type AdmissionInput } from './admission-events.js';
import { ModelFiles } from './model-files.js';

const program = fileURLToPath(new URL('./admit-model.js', import.meta.url));
const measureProgram = fileURLToPath(new URL('../../../decode-worker/dist/measure/main.js', import.meta.url));

/** An admission that says nothing for so long is ended. */
const stallDeadlineMs = 15 * 60_000;

/** Runs the program that admits a model. */
@Injectable()
export class AdmissionProcess {
  constructor(
    private readonly files: ModelFiles,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  /**
   * What it says as it goes; the last word is its result. Leaving the iteration, or aborting the signal, ends it: then
   * there is no result.
   */
  async *events(model: Model, signal: AbortSignal): AsyncGenerator<AdmissionEvent> {
    const child = spawn(process.execPath, [program, JSON.stringify(this.inputOf(model))], {
      // It ends when its standard input closes, however this process dies.
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const end = (): void => void child.kill('SIGKILL');
    signal.addEventListener('abort', end, { once: true });
    let hasResult = false;
    const watchdog = setTimeout(end, stallDeadlineMs);
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        watchdog.refresh();
        const event = admissionEventSchema.parse(JSON.parse(line));
        hasResult ||= event.type !== 'progress';
        yield event;
      }
      if (hasResult || signal.aborted) return;
      yield { type: 'failed', reason: 'It ended, or was ended for want of progress.', candidates: [] };
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', end);
      end();
    }
  }

  private inputOf(model: Model): AdmissionInput {
    return {
      ...originOf(model.source),
      profile: model.profile,
      modelsFolder: this.files.fetchedFolder(model),
      dataFolder: this.configuration.DATA_DIR,
      measureProgram,
    };
  }
}

function originOf(source: ModelSource): Pick<AdmissionInput, 'source' | 'sha256'> {
  switch (source.kind) {
    case 'path':
      return { source: source.path, sha256: undefined };
    case 'url':
      return { source: source.url, sha256: source.sha256 };
    case 'builtin':
      return { source: source.name, sha256: undefined };
  }
}
