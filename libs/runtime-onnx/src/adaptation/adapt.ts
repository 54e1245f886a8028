import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { draftGraph, openStaticSpeculator } from '../static/open-static-speculator.js';
import type { StaticArtifact } from '../static/static-artifact.js';
import { AdaptationSession } from './adaptation-session.js';
import { readHeadTokens, writeHead } from './head-file.js';
import type { Pace } from './pace.js';
import type { TrafficSequence } from './recent-traffic.js';
import { shortlistFor } from './shortlist.js';
import { type DraftCosts, type ReplayResult, replayTraffic } from './traffic-replay.js';
import { trainingBatches } from './training-batches.js';
import { type Matrices, readWeights, writeWeights } from './weights-file.js';

export interface AdaptOptions {
  /** The speculator as it was trained. */
  readonly artifact: StaticArtifact;
  /** The folder of the weights in use: the artifact's own, or what an earlier adaptation left. */
  readonly current: string;
  /** Finished sequences, oldest first. */
  readonly sequences: readonly TrafficSequence[];
  /** Where the adapted speculator is written. */
  readonly folder: string;
  readonly costs: DraftCosts;
  /** Bound of the time that is worked. */
  readonly secondsMax: number;
  /** Uniform numbers in [0, 1). */
  readonly random: () => number;
  readonly pace: Pace;
}

export interface AdaptationReport {
  /** Whether `folder` now holds a speculator that replays faster than the one in use. */
  readonly isFaster: boolean;
  readonly before: ReplayResult;
  readonly after: ReplayResult;
  readonly epochs: number;
  readonly trainedRows: number;
  /** That were worked, without rests. */
  readonly seconds: number;
}

const peakRate = 1e-3;
const warmupSteps = 4;
/** The newest sequences judge, and are not learned from. */
const heldOutShare = 0.2;
/** Steps between two judgements, at least: a first job has two an epoch, which teach less than a replay can tell. */
const judgedStepsMin = 8;
/** Judgements without a better replay after which training ends. */
const patience = 2;
/** A smaller gain is within the noise of a replay. */
const gainMin = 1.01;

/**
 * Fits the head's tokens and the static layer's weights to recent traffic, and judges by replay of traffic that neither has
 * seen: whatever the training did, only a faster speculator is adopted.
 */
export async function adapt(options: AdaptOptions): Promise<AdaptationReport> {
  const { artifact, sequences, pace } = options;
  const heldOutCount = Math.max(1, Math.round(sequences.length * heldOutShare));
  const heldOut = sequences.slice(-heldOutCount);
  const training = sequences.slice(0, -heldOutCount);
  const before = await replayFolder(options, options.current, heldOut);
  await prepareFolder(options);
  const isOverdue = (): boolean => pace.workedMs > 1000 * options.secondsMax;
  let best = before;
  let isFaster = false;
  const tryFolder = async (folder: string): Promise<boolean> => {
    const replayed = await replayFolder(options, folder, heldOut);
    if (replayed.goodput <= best.goodput * gainMin) return false;
    best = replayed;
    await publish(options, folder);
    return (isFaster = true);
  };
  // When traffic turned, the speculator as trained may be ahead of what it was adapted to since.
  const isTrainedBetter = options.current !== artifact.folder && (await tryFolder(artifact.folder));
  const start = await readWeightsOf(options, isTrainedBetter ? artifact.folder : options.current);
  await writeTrialHead(options, training);
  await writeTrial(options, start);
  await tryFolder(trialFolder(options));
  const session = await AdaptationSession.open({ ...artifact, folder: trialFolder(options) }, start);
  let epochs = 0;
  try {
    for (let failures = 0; failures < patience && !isOverdue();) {
      epochs += await trainRound(session, training, options, isOverdue);
      await writeTrial(options, session.parameters);
      failures = (await tryFolder(trialFolder(options))) ? 0 : failures + 1;
    }
  } finally {
    await session.close();
  }
  await rm(trialFolder(options), { recursive: true });
  const trainedRows = epochs * training.reduce((sum, { length }) => sum + length, 0);
  return {
    isFaster,
    before,
    after: best,
    epochs,
    trainedRows,
    seconds: pace.workedMs / 1000,
  };
}

/** As many epochs as can be judged. Returns their number. */
async function trainRound(
  session: AdaptationSession,
  sequences: readonly TrafficSequence[],
  options: AdaptOptions,
  isOverdue: () => boolean,
): Promise<number> {
  const enough = session.steps + judgedStepsMin;
  let epochs = 0;
  for (; session.steps < enough && !isOverdue(); epochs++)
    await trainEpoch(session, sequences, options, isOverdue);
  return epochs;
}

/** Every sequence once. */
async function trainEpoch(
  session: AdaptationSession,
  sequences: readonly TrafficSequence[],
  { artifact, random, pace }: AdaptOptions,
  isOverdue: () => boolean,
): Promise<void> {
  const { target, adaptation } = artifact.manifest;
  for (const batch of trainingBatches(sequences, target.hiddenSize, adaptation!, random)) {
    const warmth = Math.min(1, (session.steps + 1) / warmupSteps);
    await session.step(batch, peakRate * warmth);
    await pace.rest();
    if (isOverdue()) break;
  }
}

function readWeightsOf({ artifact }: AdaptOptions, folder: string): Promise<Matrices> {
  const { file, matrices } = artifact.manifest.weights!;
  return readWeights(join(folder, file), matrices);
}

/** What the tenant's answers say, the head can draft. */
async function writeTrialHead(options: AdaptOptions, training: readonly TrafficSequence[]): Promise<void> {
  const { folder, manifest, embeddingTable } = options.artifact;
  const head = manifest.head!;
  const tokens = shortlistFor(await readHeadTokens(join(folder, head.file), head), training);
  await writeHead(join(trialFolder(options), head.file), head, tokens, embeddingTable);
}

async function writeTrial(options: AdaptOptions, weights: Matrices): Promise<void> {
  const { file, matrices } = options.artifact.manifest.weights!;
  await writeWeights(join(trialFolder(options), file), matrices, weights);
}

async function replayFolder(
  { artifact, costs, pace }: AdaptOptions,
  folder: string,
  heldOut: readonly TrafficSequence[],
): Promise<ReplayResult> {
  const speculator = await openStaticSpeculator({ ...artifact, folder }, { threads: 1 });
  try {
    return await replayTraffic(speculator, heldOut, costs, () => pace.rest());
  } finally {
    await speculator.close();
  }
}

async function prepareFolder(options: AdaptOptions): Promise<void> {
  const { folder, manifest } = options.artifact;
  const trial = trialFolder(options);
  await mkdir(trial, { recursive: true });
  for (const into of [options.folder, trial])
    await copyFile(join(folder, draftGraph), join(into, draftGraph));
  await copyFile(join(folder, manifest.adaptation!.file), join(trial, manifest.adaptation!.file));
}

/** What lies in `folder` becomes the adapted speculator. */
async function publish(options: AdaptOptions, folder: string): Promise<void> {
  const { weights, head } = options.artifact.manifest;
  for (const { file } of [weights!, head!]) await copyFile(join(folder, file), join(options.folder, file));
}

function trialFolder({ folder }: AdaptOptions): string {
  return join(folder, 'trial');
}
