import { cpus } from 'node:os';

import { profileSteps, verifyExactness, type TargetModel } from '@slipstream/decode';

import type { AdmissionRecord, AdmissionStore } from './admission-store.js';

/** Fixed, so that a finding can be repeated. */
export const admissionSeed = 1;

/** Enough to cover closed blocks, growing capacities and batches; about twenty seconds for 135M parameters on 2 cores. */
const admissionRounds = 8;
/** Of a revision: the graph and its kernels are proved already, only its numbers are new, and streams wait for it. */
const revisionRounds = 2;
const admissionTextLength = 100;
/** Positions before one of the texts: what is cut at some length is cut by then, with MLAS at 256, 512 and 1,024. */
const admissionDepth = 1_024;

export interface AdmissionOptions {
  readonly target: TargetModel;
  readonly threads: number;
  readonly store: Pick<AdmissionStore, 'find' | 'save'>;
  /** Uniform numbers in [0, 1). */
  readonly random: () => number;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Of the revision before, if there is one: new weights are as fast, and could not be timed in peace. */
  readonly stepTimes?: AdmissionRecord['stepTimes'];
  readonly onProgress?: (doneRounds: number, rounds: number) => void;
}

/** The target gives a row different bits on this machine depending on what it is scored with. */
export class TargetNotExact extends Error {
  constructor(admissionClass: string, difference: number, where: string) {
    super(
      `The target is refused on this machine (${admissionClass}): logits differ by up to ${difference} ` +
        `depending on how tokens are grouped into steps (${where}), so speculation would change the text. ` +
        `Compile the model with another profile.`,
    );
    this.name = 'TargetNotExact';
  }
}

/** What the bits of a logit and the time of a step depend on. A finding holds for one of these classes. */
export function admissionClassOf(target: TargetModel, threads: number): string {
  return `${target.exactnessClass}/${cpus()[0]?.model ?? 'unknown processor'}/${threads} threads/to position ${admissionDepth + admissionTextLength}`;
}

/**
 * Lets a target serve on this machine only if its logits were shown to be bit-exact here. The check runs once for
 * each class of machine; the time of its steps, which the planning of drafts starts from, is measured with it.
 */
export async function admitTarget(options: AdmissionOptions): Promise<AdmissionRecord> {
  const { target, threads, store, now } = options;
  const admissionClass = admissionClassOf(target, threads);
  const known = await store.find(admissionClass);
  if (known !== undefined) return known;

  const report = await verifyExactness(target, {
    random: options.random,
    rounds: options.stepTimes === undefined ? admissionRounds : revisionRounds,
    textLength: Math.min(admissionTextLength, target.contextLength),
    depth: admissionDepth,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  if (!report.isExact) {
    throw new TargetNotExact(
      admissionClass,
      report.largestDifference,
      report.firstDifference ?? 'unknown place',
    );
  }
  const record: AdmissionRecord = {
    admissionClass,
    comparedRows: report.comparedRows,
    largestDifference: report.largestDifference,
    stepTimes: options.stepTimes ?? (await profileSteps(target, now)),
    admittedAt: new Date().toISOString(),
  };
  await store.save(record);
  return record;
}
