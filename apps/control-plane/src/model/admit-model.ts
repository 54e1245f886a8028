import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { type QuantizationProfile, quantizationProfiles } from '@slipstream/domain';
import { fetchModel } from '@slipstream/model-source';
import type { ProfileCandidate } from '@slipstream/persistence';
import { type CompiledTarget, compileTarget } from '@slipstream/target-compiler';

import type { AdmissionEvent, AdmissionInput, AdmissionProgress } from './admission-events.js';
import { chooseProfile, type MeasuredProfile } from './choose-profile.js';
import { measureProfile } from './measure-profile.js';

/**
 * Fetches, compiles and measures one model: the program of an admission process. Each of it keeps a core busy for many
 * seconds, which the process that answers the admin API must not be.
 */
// Whoever started it holds its standard input.
process.stdin.resume().once('end', () => process.exit(1));

const input = JSON.parse(process.argv[2] ?? '{}') as AdmissionInput;
const progressIntervalMs = 250;
/** Larger files are not compiled to fp32: their weights would be several times as large, in memory and on disk. */
const fp32BytesMax = 2 * 1024 ** 3;
let reportedMs = 0;
let reportedStage: string | undefined;
let digest: string | null = null;
let candidates: ProfileCandidate[] = [];
let compiledFolders: string[] = [];

try {
  const { source, sha256, modelsFolder, profile } = input;
  const model = await fetchModel({
    source,
    modelsFolder,
    ...(sha256 === undefined ? {} : { sha256 }),
    onProgress: ({ doneBytes, totalBytes = null }) =>
      progress('fetching', totalBytes === null ? null : doneBytes / totalBytes, { doneBytes, totalBytes }),
  });
  digest = model.sha256;
  const target = profile === null ? await chooseTarget(model.path) : await compile(model.path, profile, 0, 1);
  const { folder: targetFolder, manifest } = target;
  const unchosenFolders = compiledFolders.filter((folder) => folder !== targetFolder);
  say({
    type: 'done',
    targetFolder,
    digest,
    profile: manifest.profile,
    candidates,
    unchosenFolders,
  });
} catch (error) {
  say({ type: 'failed', reason: error instanceof Error ? error.message : String(error), candidates });
  process.exitCode = 1;
} finally {
  process.stdin.destroy();
}

/** Compiles every profile, measures each, and takes the fastest that is exact and accurate. */
async function chooseTarget(ggufPath: string): Promise<CompiledTarget> {
  const { size } = await stat(ggufPath);
  const profiles = quantizationProfiles.filter((profile) => profile !== 'fp32' || size <= fp32BytesMax);
  const targets: CompiledTarget[] = [];
  for (const [index, profile] of profiles.entries())
    targets.push(await compile(ggufPath, profile, index, profiles.length));
  compiledFolders = targets.map(({ folder }) => folder);
  const measured: MeasuredProfile[] = [];
  for (const [index, target] of targets.entries()) {
    const measurement = await measureProfile({
      program: input.measureProgram,
      targetFolder: target.folder,
      dataFolder: input.dataFolder,
      onProgress: (share) => progress('measuring', (index + share) / targets.length),
    });
    measured.push({ profile: target.manifest.profile, ...measurement });
  }
  candidates = chooseProfile(measured);
  const chosen = candidates.findIndex(({ isChosen }) => isChosen);
  if (chosen >= 0) return targets[chosen]!;
  throw new Error(`No profile is exact and accurate on this machine. ${candidates.map(describe).join(' ')}`);
}

function compile(
  ggufPath: string,
  profile: QuantizationProfile,
  index: number,
  count: number,
): Promise<CompiledTarget> {
  progress('compiling', index / count);
  return compileTarget({
    ggufPath,
    targetsFolder: join(input.dataFolder, 'targets'),
    profile,
    onProgress: ({ doneBytes, totalBytes }) =>
      progress('compiling', (index + doneBytes / totalBytes) / count, { doneBytes, totalBytes }),
  });
}

function describe({ profile, reason }: ProfileCandidate): string {
  return `${profile}: ${reason}`;
}

function progress(
  stage: AdmissionProgress['stage'],
  share: number | null,
  bytes: { doneBytes: number | null; totalBytes: number | null } = { doneBytes: null, totalBytes: null },
): void {
  const nowMs = performance.now();
  if (stage === reportedStage && nowMs - reportedMs < progressIntervalMs && share !== 1) return;
  reportedMs = nowMs;
  reportedStage = stage;
  say({
    type: 'progress',
    stage,
    percent: share === null ? null : Math.floor(100 * share),
    ...bytes,
    digest,
  });
}

function say(event: AdmissionEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
