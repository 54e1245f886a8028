import { mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { TargetModel } from '@slipstream/decode';
import { openTarget } from '@slipstream/runtime-onnx';
import { compileTarget, perturbModel } from '@slipstream/target-compiler';

import type { ProgressLine } from '../cli/progress-line.js';
import type { OpenModel } from '../engine/open-model.js';
import type { RlOptions } from './rl-options.js';

export type Policy = TargetModel;

/** The weights of each revision: the first are the model's own, each later one is the one before, moved by noise. */
export class MovingPolicy {
  private ggufPath: string;

  constructor(
    private readonly model: OpenModel,
    private readonly options: RlOptions,
    private readonly progress: ProgressLine,
  ) {
    this.ggufPath = model.ggufPath;
  }

  /** Moves the weights and opens them. Revisions are called in order from 1; what was made before is found again. */
  async next(revision: number): Promise<Policy> {
    const { options, model, progress } = this;
    const { dataDir, sigma, seed, profile } = options;
    const folder = join(dataDir, 'models', 'moving-policy');
    await mkdir(folder, { recursive: true });
    const name = basename(model.ggufPath, '.gguf');
    const outputPath = join(folder, `${name}-${sigma}-${seed}-${revision}.gguf`);
    if (!(await isFile(outputPath))) {
      progress.line(`Moving the weights to revision ${revision} …`);
      await perturbModel({ ggufPath: this.ggufPath, outputPath, sigma, seed: seed + revision });
    }
    this.ggufPath = outputPath;
    const { folder: targetFolder } = await compileTarget({
      ggufPath: outputPath,
      targetsFolder: join(dataDir, 'targets'),
      profile,
      onProgress: ({ doneBytes, totalBytes }) =>
        progress.show(`Compiling revision ${revision}`, doneBytes, totalBytes),
    });
    return openTarget(targetFolder, { threads: model.threads, lanesMax: options.concurrency });
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
