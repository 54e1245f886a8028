import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { joinUsage, type UsageReport, UsageTally } from '@slipstream/contract';
import type { TenantId } from '@slipstream/domain';
import { type Database, openDatabase, type Replica, type UsageEntry } from '@slipstream/persistence';
import { tinyGguf } from '@slipstream/target-compiler/testing';
import { SeededRandom } from '@slipstream/testing';
import OpenAI from 'openai';

import { ControlPlaneProcess } from '../control-plane/support/control-plane-process.js';
import { GatewayProcess, workerSecret } from '../gateway/support/gateway-process.js';
import { startTestDatabase, type TestDatabase } from '../support/postgres.js';

const minute = 60_000;
const streamCount = 6;

let folder: string;
let server: TestDatabase;
let database: Database;
let controlPlane: ControlPlaneProcess;
let gateway: GatewayProcess;
let client: OpenAI;
let apiKey: string;
let tenantId: TenantId;
let endpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipstream-usage-'));
  server = await startTestDatabase();
  database = openDatabase(server.url);
  await startControlPlane();
  const path = join(folder, 'tiny.gguf');
  const shape = { layerCount: 4, hiddenSize: 256, feedForwardSize: 512 };
  await writeFile(path, tinyGguf({ seed: 4, contextLength: 4_096, ...shape }));
  const model = await controlPlane.post<{ id: string }>('/models', {
    name: 'tiny',
    source: { kind: 'path', path },
  });
  ({ id: tenantId } = await controlPlane.post<{ id: TenantId }>('/tenants', { name: 'acme' }));
  const { id } = await controlPlane.post<{ id: string }>(`/tenants/${tenantId}/endpoints`, {
    name: 'demo',
    modelId: model.id,
    minReplicas: 2,
  });
  endpoint = `/tenants/${tenantId}/endpoints/${id}`;
  const key = await controlPlane.post<{ secret: string }>(`/tenants/${tenantId}/keys`, {
    name: 'test',
    scopes: ['inference'],
  });
  apiKey = key.secret;
  await startGateway();
  await untilReady(2);
}, 2 * minute);

afterAll(async () => {
  await gateway.stop();
  await controlPlane.stop();
  await database.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}, minute);

async function startControlPlane(): Promise<void> {
  controlPlane = await ControlPlaneProcess.start({
    databaseUrl: server.url,
    dataFolder: folder,
    workerSecret,
  });
}

async function startGateway(): Promise<void> {
  gateway = GatewayProcess.spawn({ DATABASE_URL: server.url, CONTROL_PLANE_URL: 'http://127.0.0.1:9' });
  client = new OpenAI({ baseURL: `${await gateway.listening()}/v1`, apiKey, maxRetries: 0 });
}

function readyReplicas(countMin: number): Promise<{ data: Replica[] }> {
  const isReady = ({ state }: Replica) => state === 'ready';
  return controlPlane.until<{ data: Replica[] }>(
    `${endpoint}/replicas`,
    ({ data }) => data.filter(isReady).length >= countMin,
  );
}

async function untilReady(count: number): Promise<void> {
  await readyReplicas(count);
}

/** What a client knows of its stream. */
interface Stream {
  requestId: string | undefined;
  /** Set when the stream came to its end. */
  completion: { promptTokens: number; completionTokens: number } | undefined;
  /** Tokens it has seen, told by their log probabilities. */
  seenTokens: number;
}

/** Reads a stream to its end, or to `leaveAfter` chunks, or until it breaks. */
async function stream(seed: number, leaveAfter: number): Promise<Stream> {
  const seen: Stream = { requestId: undefined, completion: undefined, seenTokens: 0 };
  try {
    const chunks = await client.chat.completions.create({
      model: 'demo',
      messages: [{ role: 'user', content: 'the wind' }],
      stream: true,
      stream_options: { include_usage: true },
      seed,
      n: 1 + (seed % 2),
      max_tokens: 60 + (seed % 7) * 40,
      logprobs: true,
      // Clients may send what they like: none of it changes what is counted.
      user: 'somebody',
    });
    let count = 0;
    for await (const { id, choices, usage } of chunks) {
      seen.requestId = id.replace('chatcmpl-', 'req_');
      seen.seenTokens += choices.reduce((sum, { logprobs }) => sum + (logprobs?.content?.length ?? 0), 0);
      if (usage)
        seen.completion = { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens };
      if (++count === leaveAfter) break;
    }
  } catch {
    // It broke with the process that was answering; what had been seen is seen.
  }
  return seen;
}

/** What all workers, living and dead, have written down. */
async function writtenDown(): Promise<Map<string, UsageReport>> {
  const reports = new Map<string, UsageReport>();
  for (const name of await readdir(join(folder, 'usage'))) {
    const tally = new UsageTally();
    tally.push(await readFile(join(folder, 'usage', name), 'utf8'));
    for (const report of [...tally.takeChanged(), ...tally.takeInterrupted()]) {
      const known = reports.get(report.requestId);
      reports.set(report.requestId, known === undefined ? report : joinUsage(known, report));
    }
  }
  return reports;
}

async function ledger(): Promise<UsageEntry[]> {
  const entries: UsageEntry[] = [];
  for (let page = await database.usage.list(tenantId, { limit: 200 }); page.length > 0;) {
    entries.push(...page);
    page = await database.usage.list(tenantId, { limit: 200, after: page.at(-1)! });
  }
  return entries;
}

const tokensOf = ({
  promptTokens,
  completionTokens,
}: {
  promptTokens: number;
  completionTokens: number;
}) => ({
  promptTokens,
  completionTokens,
});

/** Resolves with the ledger when it has what was written down; the test's own time limit ends the wait. */
async function settled(): Promise<Map<string, UsageEntry>> {
  for (;;) {
    const written = await writtenDown();
    const entries = new Map((await ledger()).map((entry) => [entry.requestId, entry]));
    const isSettled = [...written].every(([id, report]) => {
      const entry = entries.get(id);
      return entry !== undefined && JSON.stringify(tokensOf(entry)) === JSON.stringify(tokensOf(report));
    });
    if (isSettled && entries.size === written.size) return entries;
  }
}

const random = new SeededRandom(9);
/** What SIGKILL hits, whether streams survive that, and how. */
const faults: [string, 'survive' | 'break', () => Promise<unknown>][] = [
  ['nothing', 'survive', () => Promise.resolve()],
  [
    'a worker',
    'survive',
    async () => {
      const { data } = await readyReplicas(1);
      process.kill(data.find(({ state }) => state === 'ready')!.pid!, 'SIGKILL');
    },
  ],
  [
    'the gateway',
    'break',
    async () => {
      await gateway.stop();
      await startGateway();
    },
  ],
  [
    'the control plane, and so its workers',
    'break',
    async () => {
      await controlPlane.kill();
      await startControlPlane();
    },
  ],
];

it.each(faults)(
  'what was committed, what the ledger has and what clients got are the same tokens when SIGKILL hits %s',
  async (_what, fate, strike) => {
    await untilReady(2);
    const streams = Array.from({ length: streamCount }, (_, index) =>
      stream(random.below(1_000), index === 0 ? random.between(2, 20) : Infinity),
    );
    // Some have ended, others are in their middle.
    await streams[0];
    await strike();
    const seen = await Promise.all(streams);
    if (fate === 'survive')
      expect(seen.slice(1).every(({ completion }) => completion !== undefined)).toBe(true);
    await untilReady(1);
    const entries = await settled();

    for (const { requestId, completion, seenTokens } of seen) {
      if (requestId === undefined) continue;
      const entry = entries.get(requestId)!;
      if (completion !== undefined) expect(tokensOf(entry)).toEqual(completion);
      expect(entry.completionTokens).toBeGreaterThanOrEqual(seenTokens);
    }
    const [sum] = await database.usageSums.select(tenantId, {
      from: new Date(Date.now() - 24 * 60 * minute),
      to: new Date(Date.now() + minute),
      bucket: 'total',
      groupBy: [],
    });
    const total = [...entries.values()].reduce((all, { completionTokens }) => all + completionTokens, 0);
    expect([sum!.requests, sum!.completionTokens]).toEqual([entries.size, total]);
  },
  minute,
);

it('is told by the admin API as JSON and CSV, for the whole tenant, an endpoint, a key', async () => {
  type Sums = { data: { requests: number; completionTokens: number; endpointId: string | null }[] };
  const entries = [...(await settled()).values()];
  const { data } = await controlPlane.get<Sums>(`/tenants/${tenantId}/usage?groupBy=endpoint,key`);
  const totalOf = (of: { completionTokens: number }[]) =>
    of.reduce((all, one) => all + one.completionTokens, 0);
  expect(totalOf(data)).toBe(totalOf(entries));
  expect(data[0]).toMatchObject({ endpointId: entries[0]!.endpointId, apiKeyId: entries[0]!.apiKeyId });
  const page = await controlPlane.get<{ data: UsageEntry[]; nextCursor: string }>(
    `/tenants/${tenantId}/usage/requests?limit=3`,
  );
  const next = await controlPlane.get<{ data: UsageEntry[] }>(
    `/tenants/${tenantId}/usage/requests?limit=3&cursor=${page.nextCursor}`,
  );
  expect([...page.data, ...next.data].map(({ requestId }) => requestId)).toEqual(
    entries.slice(0, 6).map(({ requestId }) => requestId),
  );
  for (const query of ['usage?bucket=year', 'usage?from=x', 'usage?sort=1', 'usage/requests?cursor=x']) {
    await expect(controlPlane.get(`/tenants/${tenantId}/${query}`)).rejects.toThrow(/: 400 /);
  }
  await expect(controlPlane.get('/tenants/ten_01J00000000000000000000000/usage')).rejects.toThrow(/: 404 /);
});
