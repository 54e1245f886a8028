import type { ProgressLine } from '../cli/progress-line.js';
import type { Answerer } from '../engine/answer.js';
import { findMismatches, type Mismatch } from './compare-answers.js';
import type { Conversation } from './conversation.js';
import { type RunOptions, runStream, type StreamResult } from './run-stream.js';
import { groupByStream } from './schedule.js';
import { type ArmStreamSummary, type SummaryOptions, summarizeStream } from './summarize.js';

/** Opens what takes part in a stream: everyone begins with nothing learned. */
export type OpenArms = (stream: string) => Promise<readonly Answerer[]>;

export interface MeasureOptions extends Omit<RunOptions, 'onAnswer'> {
  readonly progress: ProgressLine;
}

/** By stream, in the order of their first lines. */
export type StreamResults = ReadonlyMap<string, StreamResult>;

/** By arm, then by stream. */
export type ArmSummaries = Record<string, Record<string, ArmStreamSummary>>;

/** Lets the arms answer all streams, one after the other. */
export async function measureStreams(
  conversations: readonly Conversation[],
  openArms: OpenArms,
  options: MeasureOptions,
): Promise<StreamResults> {
  const { progress } = options;
  const results = new Map<string, StreamResult>();
  const turns = conversations.reduce((sum, line) => sum + line.turns.length, 0);
  let done = 0;
  for (const [stream, lines] of groupByStream(conversations)) {
    const arms = await openArms(stream);
    const onAnswer = (): void => progress.show(`Decoding ${stream}`, ++done, turns * arms.length);
    results.set(stream, await runStream(arms, lines, { ...options, onAnswer }));
    for (const arm of arms) await arm.close?.();
  }
  progress.clear();
  return results;
}

export function summarizeStreams(results: StreamResults, options: SummaryOptions): ArmSummaries {
  const arms: ArmSummaries = {};
  for (const [stream, result] of results) {
    for (const [arm, summary] of summarizeStream(result, options)) (arms[arm] ??= {})[stream] = summary;
  }
  return arms;
}

export function mismatchesOf(results: StreamResults): Mismatch[] {
  return [...results].flatMap(([stream, result]) => findMismatches(stream, result));
}
