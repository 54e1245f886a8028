import type { ProgressLine } from '../cli/progress-line.js';
import type { Recording } from './recordings.js';
import { openReplayArm, type ReplayArmName, type ReplayResources } from './replay-arms.js';
import { type StreamReplay, replayStream } from './replay-stream.js';

/** By stream, then by arm. */
export type ReplayReport = Record<string, Record<string, StreamReplay>>;

export interface ReplayStreamsOptions extends ReplayResources {
  readonly arms: readonly ReplayArmName[];
  readonly concurrency: number;
}

/** Replays all streams through all arms, each of which begins with nothing learned. */
export async function replayStreams(
  streams: ReadonlyMap<string, readonly Recording[]>,
  options: ReplayStreamsOptions,
  progress: ProgressLine,
): Promise<ReplayReport> {
  const report: ReplayReport = {};
  let done = 0;
  for (const [stream, recordings] of streams) {
    const figures: Record<string, StreamReplay> = {};
    for (const name of options.arms) {
      progress.show(`Replaying ${stream}, ${name}`, done++, streams.size * options.arms.length);
      const arm = await openReplayArm(name, options);
      figures[name] = await replayStream(recordings, arm.speculation, { ...options, ...arm });
      await arm.close();
    }
    report[stream] = figures;
  }
  progress.clear();
  return report;
}
