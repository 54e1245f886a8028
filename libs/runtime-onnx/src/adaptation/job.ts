import { setPriority } from 'node:os';
import { performance } from 'node:perf_hooks';

import { uniformFrom } from '@slipstream/decode';

import { findStaticArtifact } from '../static/static-artifact.js';
import { adapt, type AdaptationReport } from './adapt.js';
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
    now: () => performance.now(),
  });
}

setPriority(lowestPriority);
// A parent that is gone wants no answer.
process.on('disconnect', () => process.exit(1));
const report = await run(JSON.parse(process.argv[2]!) as AdaptationJob);
process.send!(report, () => process.exit(0));
