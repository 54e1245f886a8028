import { parentPort, workerData } from 'node:worker_threads';

import { packLearned, unpackLearned } from '../learned-file.js';
import { LearnedRefused } from '../learned-refused.js';
import { mergeLearned } from '../merge-learned.js';
import type { LearnedJob, LearnedNotice, MergeJob, MergeResult } from './learned-job.js';

async function merge({ states, base }: MergeJob): Promise<MergeResult> {
  const merged = mergeLearned(
    await Promise.all(states.map(unpackLearned)),
    base === undefined ? undefined : await unpackLearned(base),
  );
  return { learnedTokens: merged.learnedTokens, bytes: await packLearned(merged) };
}

function run(job: LearnedJob): Promise<unknown> {
  return merge(job);
}

function tell(notice: LearnedNotice): void {
  parentPort!.postMessage(notice);
}

try {
  tell({ kind: 'done', result: await run(workerData as LearnedJob) });
} catch (error) {
  if (!(error instanceof LearnedRefused)) throw error;
  tell({ kind: 'refused', reason: error.reason });
}
