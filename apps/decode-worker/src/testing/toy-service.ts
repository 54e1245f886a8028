import { DecodeEngine } from '@slipstream/decode';
import { ToyTargetModel, type ToyTargetOptions } from '@slipstream/decode/testing';
import { createLogger, createMetrics, type Metrics } from '@slipstream/observability';
import { createSpeculation, StepCost } from '@slipstream/speculation';
import { Tokenizer } from '@slipstream/tokenizer';

import { ActiveCompletions } from '../active-completions.js';
import type { ServedModel } from '../completion-request.js';
import type { DecodeService } from '../decode-route.js';
import { EndpointPolicy } from '../learned/endpoint-policy.js';
import { WorkerMetrics } from '../metrics.js';
import { WindowRecorder } from '../learning-reports/window-recorder.js';
import type { UsageLog } from '../usage-journal.js';
import { Activity } from '../activity/activity.js';
import { UsageMeter } from '../usage-meter.js';

/** One token a letter, and the end of the text. */
export const letters = 'abcdefghijklmnopqrstuv';
export const endToken = letters.length;

export const toyTokenizer = new Tokenizer({
  added_tokens: [{ id: endToken, content: '<end>', special: true }],
  decoder: { type: 'ByteLevel' },
  model: {
    type: 'BPE',
    vocab: Object.fromEntries(Array.from(letters, (letter, id) => [letter, id])),
    ...{ merges: [], unk_token: null, byte_fallback: false },
  },
  ...{
    version: '1.0',
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
  },
});

export interface ToyService {
  readonly target: ToyTargetModel;
  readonly engine: DecodeEngine;
  readonly metrics: Metrics;
  readonly service: DecodeService;
  /** What the worker wrote down of usage, in files one after another. */
  readonly usageFiles: string[];
}

/** The worker's real parts over a target that is a hash function. */
export function createToyService(
  options: ToyTargetOptions & { readonly waitingMax?: number; readonly target?: ToyTargetModel } = {},
): ToyService {
  const target =
    options.target ?? new ToyTargetModel({ vocabularySize: letters.length + 1, memory: 1, ...options });
  const metrics = createMetrics({ processMetrics: 'left-out' });
  const workerMetrics = new WorkerMetrics(metrics);
  let nowMs = 0;
  const stepCost = StepCost.fromProfile([
    { rows: 1, ms: 10 },
    { rows: 32, ms: 30 },
  ]);
  const steps = { count: 0 };
  const engine = new DecodeEngine({
    target,
    speculation: createSpeculation({ stepCost }),
    now: () => nowMs++,
    onStep: (step) => {
      steps.count++;
      workerMetrics.recordStep(step);
    },
  });
  workerMetrics.watchLoad(() => engine.load);
  const model: ServedModel = {
    contextLength: target.contextLength,
    vocabularySize: target.vocabularySize,
    fingerprint: target.exactnessClass,
    stopTokens: new Set([endToken]),
    encode: (input) =>
      toyTokenizer.encode(
        input.kind === 'text' ? input.prompt : input.messages.map(({ content }) => content).join(''),
      ),
  };
  const usageFiles: string[] = [];
  const usageLog: UsageLog = {
    append: (text) => {
      if (usageFiles.length === 0) return false;
      usageFiles[usageFiles.length - 1] += text;
      return true;
    },
    begin: (text) => usageFiles.push(text),
  };
  return {
    target,
    engine,
    metrics,
    usageFiles,
    service: {
      engine,
      steps,
      model,
      tokenizer: toyTokenizer,
      active: new ActiveCompletions(),
      policy: new EndpointPolicy(),
      window: new WindowRecorder({ nowMs: () => nowMs, driftScore: () => 0, learnedTokens: () => 0 }),
      metrics: workerMetrics,
      usage: new UsageMeter(usageLog, (error) => {
        throw error;
      }),
      activity: new Activity(() => nowMs),
      logger: createLogger({ name: 'toy', level: 'silent' }),
      waitingMax: options.waitingMax ?? 8,
    },
  };
}
