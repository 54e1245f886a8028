import type { AdaptationReport } from '@slipstream/runtime-onnx';
import type { StepCostPoint } from '@slipstream/speculation';

import { ArmOpener, type ArmOpenerOptions } from '../bench/arm-opener.js';
import type { Conversation } from '../bench/conversation.js';
import {
  type ArmSummaries,
  measureStreams,
  mismatchesOf,
  type OpenArms,
  type StreamResults,
  summarizeStreams,
} from '../bench/measure-streams.js';
import type { RunOptions } from '../bench/run-stream.js';
import type { SummaryOptions } from '../bench/summarize.js';
import type { OpenModel } from '../engine/open-model.js';
import type { PartContext } from './part-context.js';

/** Figures of arms over streams, as bench has them. */
export interface StreamsFigures {
  readonly outputsIdentical: boolean;
  /** Answers that were compared with those of the first arm. */
  readonly comparedAnswers: number;
  readonly stepTimes: readonly StepCostPoint[];
  readonly adaptations: Readonly<Record<string, readonly AdaptationReport[]>>;
  readonly arms: ArmSummaries;
  /** By another arm, then by stream: auto, its speed-ups over that arm at the same requests. */
  readonly autoOver: ArmSummaries;
}

export type MeasureArmsOptions = Omit<RunOptions, 'onAnswer'> & ArmOpenerOptions;

/** Measures arms of the model as it is served. */
export async function measureArms(
  context: PartContext,
  conversations: readonly Conversation[],
  options: MeasureArmsOptions,
): Promise<StreamsFigures> {
  const model = await context.open(options.concurrency);
  const opener = new ArmOpener(model, options);
  const results = await measure(context, conversations, opener.open, options);
  return figuresOf(results, { model, opener, baseline: 'none', ...options });
}

export function measure(
  { progress }: PartContext,
  conversations: readonly Conversation[],
  openArms: OpenArms,
  options: Omit<RunOptions, 'onAnswer'>,
): Promise<StreamResults> {
  return measureStreams(conversations, openArms, { ...options, progress });
}

export interface FiguresOptions extends SummaryOptions {
  readonly model: OpenModel;
  readonly opener?: ArmOpener;
}

export function figuresOf(
  results: StreamResults,
  { model, opener, ...options }: FiguresOptions,
): StreamsFigures {
  const arms = summarizeStreams(results, options);
  const [, ...others] = Object.values(arms).map((byStream) =>
    Object.values(byStream).reduce((sum, { requests }) => sum + requests, 0),
  );
  return {
    outputsIdentical: mismatchesOf(results).length === 0,
    comparedAnswers: others.reduce((sum, requests) => sum + requests, 0),
    stepTimes: model.stepTimes,
    adaptations: opener?.adaptations ?? {},
    arms,
    autoOver: autoOver(results, Object.keys(arms), options),
  };
}

function autoOver(results: StreamResults, arms: readonly string[], options: SummaryOptions): ArmSummaries {
  const others = arms.filter((arm) => arm !== 'auto' && arms.includes('auto'));
  return Object.fromEntries(
    others.map((baseline) => [baseline, summarizeStreams(results, { ...options, baseline })['auto']!]),
  );
}
