import { once } from 'node:events';
import { setPriority } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

import { uniformFrom } from '@slipstream/decode';

import { findStaticArtifact } from '../static/static-artifact.js';
import { adapt, type AdaptationReport } from './adapt.js';
import { Pace } from './pace.js';
import { readTraffic } from './traffic-file.js';
import type { DraftCosts } from './traffic-replay.js';

/** What the background process is told in its one argument, as JSON. */
export interface AdaptationJob {
  readonly artifactsFolder: string;
  readonly targetFolder: string;
  readonly trafficFile: string;
  /** As in `AdaptOptions`. */
  readonly current: string;
  readonly folder: string;
  readonly costs: DraftCosts;
  readonly secondsMax: number;
  readonly seed: number;
}

/** What the background process says: that it is done, or, with nothing, that it asks whether requests are decoded. */
export interface JobMessage {
  readonly report?: AdaptationReport;
}

/** The answer to a job that asks. */
export interface JobLoad {
  readonly isBusy: boolean;
}

/** Whatever is left of the processor, and no more. */
const lowestPriority = 19;

async function run(job: AdaptationJob): Promise<AdaptationReport> {
  const artifact = await findStaticArtifact(job.artifactsFolder, job.targetFolder);
  if (artifact === undefined) throw new Error('the speculator is no longer there');
  return adapt({
    artifact,
    current: job.current,
    sequences: await readTraffic(job.trafficFile),
    folder: job.folder,
    costs: job.costs,
    secondsMax: job.secondsMax,
    random: uniformFrom(job.seed),
    pace: new Pace({ isBusy, now: () => performance.now(), wait: setTimeout }),
  });
}

async function isBusy(): Promise<boolean> {
  const answered = once(process, 'message') as Promise<[JobLoad]>;
  process.send!({} satisfies JobMessage);
  const [load] = await answered;
  return load.isBusy;
}

setPriority(lowestPriority);
// A parent that is gone wants no answer.
process.on('disconnect', () => process.exit(1));
const report = await run(JSON.parse(process.argv[2]!) as AdaptationJob);
process.send!({ report } satisfies JobMessage, () => process.exit(0));
