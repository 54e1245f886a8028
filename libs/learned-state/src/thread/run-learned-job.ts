import { Worker } from 'node:worker_threads';

import type { ReplayComparison } from '@slipstream/speculation';

import { LearnedRefused } from '../learned-refused.js';
import type { LearnedJob, LearnedNotice, MergeJob, MergeResult, ReplayJob } from './learned-job.js';

/** Most that a job may take; a merge of two full states takes about a second. */
const deadlineMs = 60_000;

export interface JobWatch {
  /** Told the share that is done, in [0, 1]. */
  readonly onProgress?: (share: number) => void;
}

/** @throws LearnedRefused if a state cannot be trusted. */
export function mergeInThread(job: Omit<MergeJob, 'kind'>): Promise<MergeResult> {
  return runInThread<MergeResult>({ kind: 'merge', ...job });
}

/** @throws LearnedRefused if a state cannot be trusted. */
export function replayInThread(job: Omit<ReplayJob, 'kind'>, watch: JobWatch): Promise<ReplayComparison> {
  return runInThread<ReplayComparison>({ kind: 'replay', ...job }, watch);
}

function runInThread<Result>(job: LearnedJob, { onProgress }: JobWatch = {}): Promise<Result> {
  const thread = new Worker(new URL('./learned-thread.js', import.meta.url), { workerData: job });
  let deadline: NodeJS.Timeout | undefined;
  return new Promise<Result>((resolve, reject) => {
    deadline = setTimeout(
      () => reject(new Error(`the work on learned state took more than ${deadlineMs / 1000} s`)),
      deadlineMs,
    );
    thread.on('message', (notice: LearnedNotice) => {
      switch (notice.kind) {
        case 'progress':
          return onProgress?.(notice.share);
        case 'done':
          return resolve(notice.result as Result);
        case 'refused':
          return reject(new LearnedRefused(notice.reason));
      }
    });
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the work on learned state ended with code ${code}`)));
  }).finally(() => {
    clearTimeout(deadline);
    void thread.terminate();
  });
}
