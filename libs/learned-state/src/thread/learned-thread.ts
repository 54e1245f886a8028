import { parentPort, workerData } from 'node:worker_threads';

import type { ReplayComparison } from '@slipstream/speculation';

import { packLearned, unpackLearned } from '../learned-file.js';
import { LearnedRefused } from '../learned-refused.js';
import { mergeLearned } from '../merge-learned.js';
import { replayLearned } from '../replay-learned.js';
import type { LearnedJob, LearnedNotice, MergeJob, MergeResult, ReplayJob } from './learned-job.js';

async function merge({ states, base }: MergeJob): Promise<MergeResult> {
  const merged = mergeLearned(
    await Promise.all(states.map(unpackLearned)),
    base === undefined ? undefined : await unpackLearned(base),
  );
  return { learnedTokens: merged.learnedTokens, bytes: await packLearned(merged) };
}

async function replay({ candidate, active, heldOut }: ReplayJob): Promise<ReplayComparison> {
  return replayLearned({
    candidate: await unpackLearned(candidate),
    active: active === undefined ? undefined : await unpackLearned(active),
    heldOut,
    onProgress: (share) => tell({ kind: 'progress', share }),
  });
}

function run(job: LearnedJob): Promise<unknown> {
  switch (job.kind) {
    case 'merge':
      return merge(job);
    case 'replay':
      return replay(job);
  }
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
