import type { TargetMeasurement } from '@slipstream/contract';
import { perplexityOf, scoreText, uniformFrom } from '@slipstream/decode';
import { openTarget } from '@slipstream/runtime-onnx';

import { type AdmissionRecord, AdmissionStore } from '../admission-store.js';
import { admissionSeed, admitTarget, TargetNotExact } from '../admission.js';
import { loadModel } from '../served-model.js';
import { measuredText } from './measured-text.js';

export interface MeasureOptions {
  readonly targetFolder: string;
  readonly dataFolder: string;
  readonly threads: number;
  readonly lanes: number;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly onProgress: (doneRounds: number, rounds: number) => void;
}

/** Enough for a difference of a per cent to show; a text of bytes is cut there. */
const textTokensMax = 512;

/**
 * Admits a target as a replica would, and reads a text with it: whether it is exact here, how fast, and how well it knows
 * the text. The finding is kept where a replica looks for it, so its first start is as quick as any other.
 */
export async function measureTarget(options: MeasureOptions): Promise<TargetMeasurement> {
  const { targetFolder, threads, lanes: lanesMax } = options;
  const target = await openTarget(targetFolder, { threads, lanesMax });
  try {
    const { tokenizer, contextLength } = await loadModel(targetFolder, target.exactnessClass);
    const tokens = tokenizer.encode(measuredText).subarray(0, Math.min(textTokensMax, contextLength));
    const { logprobs } = await scoreText(target, tokens);
    const perplexity = perplexityOf(logprobs);
    const admitted = await admit(target, options);
    return 'refusal' in admitted
      ? { isExact: false, reason: admitted.refusal, stepTimes: [], perplexity }
      : { isExact: true, reason: null, stepTimes: admitted.stepTimes, perplexity };
  } finally {
    await target.close();
  }
}

async function admit(
  target: Awaited<ReturnType<typeof openTarget>>,
  { targetFolder, dataFolder, threads, now, onProgress }: MeasureOptions,
): Promise<AdmissionRecord | { readonly refusal: string }> {
  const store = new AdmissionStore(targetFolder, dataFolder);
  try {
    return await admitTarget({ target, threads, store, random: uniformFrom(admissionSeed), now, onProgress });
  } catch (error) {
    if (error instanceof TargetNotExact) return { refusal: error.message };
    throw error;
  }
}
