import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { profileSteps, type TargetModel } from '@slipstream/decode';
import { type FetchedModel, fetchModel } from '@slipstream/model-source';
import {
  findStaticArtifact,
  type OnnxStaticSpeculator,
  openStaticSpeculator,
  openTarget,
  physicalCoreCount,
  type StaticArtifact,
} from '@slipstream/runtime-onnx';
import type { StepCostPoint } from '@slipstream/speculation';
import { type CompiledTarget, compileTarget, TOKENIZER_FILE } from '@slipstream/target-compiler';
import { ChatTemplate, loadTokenizer, type Tokenizer } from '@slipstream/tokenizer';

import { BadInput } from '../bad-input.js';
import type { ModelOptions } from '../cli/model-options.js';
import type { ProgressLine } from '../cli/progress-line.js';

/** A model that is fetched and compiled. */
export interface PreparedModel {
  readonly ggufPath: string;
  readonly folder: string;
  readonly manifest: CompiledTarget['manifest'];
  /** Undefined where none was trained for this model. */
  readonly staticArtifact: StaticArtifact | undefined;
}

/** An opened target with what belongs to it. Everything that is compared shares it and takes turns. */
export interface OpenModel extends PreparedModel {
  readonly name: string;
  readonly threads: number;
  readonly target: TargetModel & { close(): Promise<void> };
  readonly staticSpeculator: OnnxStaticSpeculator | undefined;
  readonly tokenizer: Tokenizer;
  readonly template: ChatTemplate;
  readonly stopTokens: ReadonlySet<number>;
  /** t(rows) on this machine, measured just now. */
  readonly stepTimes: readonly StepCostPoint[];
}

/** Opens and profiles a model. */
export async function openModel(
  options: ModelOptions,
  { lanesMax, progress }: { readonly lanesMax: number; readonly progress: ProgressLine },
): Promise<OpenModel> {
  const prepared = await prepareModel(options, progress);
  const { folder, manifest, staticArtifact } = prepared;
  if (manifest.chatTemplate === null) throw new BadInput(`${manifest.name} has no chat template.`);
  const threads = options.threads ?? physicalCoreCount();
  const target = await openTarget(folder, { threads, lanesMax });
  const tokenizer = await loadTokenizer(join(folder, TOKENIZER_FILE));
  const textOf = (token: number | null): string =>
    token === null ? '' : Buffer.from(tokenizer.tokenBytes(token)).toString();
  const { bos, eos, stop } = manifest.tokens;
  return {
    ...prepared,
    name: manifest.name,
    threads,
    target,
    staticSpeculator:
      staticArtifact === undefined ? undefined : await openStaticSpeculator(staticArtifact, { threads }),
    tokenizer,
    template: new ChatTemplate(manifest.chatTemplate, { bosToken: textOf(bos), eosToken: textOf(eos) }),
    stopTokens: new Set(stop),
    stepTimes: await profileSteps(target, () => performance.now()),
  };
}

/** Fetches and compiles a model; each part is found again the next time. */
export async function prepareModel(options: ModelOptions, progress: ProgressLine): Promise<PreparedModel> {
  const { path: ggufPath } = await fetchWithProgress(options, progress);
  const { folder, manifest } = await compileWithProgress(options, ggufPath, progress);
  progress.clear();
  const staticArtifact = await findStaticArtifact(options.speculators, folder, (refused, reason) =>
    process.stderr.write(`The static speculator in ${refused} was not taken: ${reason}.\n`),
  );
  return { ggufPath, folder, manifest, staticArtifact };
}

function fetchWithProgress({ model, dataDir }: ModelOptions, progress: ProgressLine): Promise<FetchedModel> {
  return fetchModel({
    source: model,
    modelsFolder: join(dataDir, 'models'),
    onProgress: ({ doneBytes, totalBytes }) =>
      progress.show('Fetching the model', doneBytes, totalBytes ?? doneBytes),
  });
}

function compileWithProgress(
  { profile, dataDir }: ModelOptions,
  ggufPath: string,
  progress: ProgressLine,
): Promise<CompiledTarget> {
  return compileTarget({
    ggufPath,
    targetsFolder: join(dataDir, 'targets'),
    profile,
    onProgress: ({ doneBytes, totalBytes }) => progress.show('Compiling the model', doneBytes, totalBytes),
  });
}
