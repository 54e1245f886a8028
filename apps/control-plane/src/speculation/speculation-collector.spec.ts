import { jest } from '@jest/globals';
import type { NumberedReport } from '@slipstream/contract';
import type { Logger } from '@slipstream/observability';
import { type Database, type HeldOutRow, newId, type Replica } from '@slipstream/persistence';

import type { Configuration } from '../configuration.js';
import { KnownLearnings } from '../snapshot/known-learning.js';
import type { SnapshotVerdicts } from '../snapshot/snapshot-verdicts.js';
import { HeldOutSequences } from './held-out-sequences.js';
import { ReplicaPolicies } from './replica-policies.js';
import { SpeculationCollector } from './speculation-collector.js';
import type { SpeculationHistory } from './speculation-history.js';

const configuration = {
  WORKER_SECRET: 'a secret of the platform, long enough',
  SPECULATION_REPORT_SECONDS: 3_600,
  SPECULATION_WINDOW_SECONDS: 60,
  HELD_OUT_HOURS: 72,
} as Configuration;
const report: NumberedReport = {
  ...{ kind: 'heldOut', number: 1, at: new Date(0).toISOString() },
  ...{ tokens: [1, 2], promptLength: 1, stepCosts: [], vocabularySize: 3 },
};
const nothing = () => Promise.resolve();

afterEach(() => {
  jest.restoreAllMocks();
});

it('files what a replica tells under the generation it followed when asked, though all is to be forgotten since', async () => {
  const endpointId = newId('endpoint');
  const replica = { id: newId('replica'), endpointId, epoch: 1, state: 'ready', address: 'http://worker' };
  const policy = { generation: 1, speculation: 'auto', learning: 'on', heldOut: 'on' };
  const find = () => Promise.resolve({ ...policy });
  const filed: HeldOutRow[] = [];
  const add = (rows: readonly HeldOutRow[]) => Promise.resolve(void filed.push(...rows));
  const database = {
    replicas: { listUnstopped: () => Promise.resolve([replica as Replica]) },
    speculationPolicies: { find, findEffective: find },
    heldOut: { add, prune: nothing },
  } as unknown as Database;
  jest.spyOn(globalThis, 'fetch').mockImplementation((input) => {
    if (!String(input).includes('/internal/reports')) return Promise.resolve(new Response());
    policy.generation = 2;
    return Promise.resolve(Response.json({ reports: [report] }));
  });

  const known = new KnownLearnings();
  const collector = new SpeculationCollector(
    database,
    known,
    new ReplicaPolicies(database, known, configuration),
    new HeldOutSequences(database, configuration),
    {} as SnapshotVerdicts,
    { file: nothing, prune: nothing } as unknown as SpeculationHistory,
    configuration,
    { warn: (fields: unknown) => expect(fields).toBeUndefined() } as unknown as Logger,
  );
  collector.start();
  await collector.onModuleDestroy();
  expect(filed.map(({ number, generation }) => [number, generation])).toEqual([[1, 1]]);
});
