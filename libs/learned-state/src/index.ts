export {
  type LearnedLayer,
  type LearnedState,
  packLearned,
  packLearnedStream,
  unpackLearned,
} from './learned-file.js';
export { LearnedRefused } from './learned-refused.js';
export { mergeLearned } from './merge-learned.js';
export { type HeldOut, replayLearned } from './replay-learned.js';
export type { MergeResult } from './thread/learned-job.js';
export { mergeInThread, replayInThread } from './thread/run-learned-job.js';
