import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chatBody, startHarness, type Harness } from './support/harness.js';
import { createEndpoint } from './support/tenancy.js';

const program = join(process.cwd(), 'test', 'dist', 'integration', 'gateway', 'support', 'paced-worker.js');
const streamCount = 50;
const tokenCount = 150;
const periodMs = 20;
/** Tokens of the time in which connections are made and code is compiled. */
const warmUpCount = 50;
let harness: Harness;
let worker: ChildProcess;
let address: string;
beforeAll(async () => {
  harness = await startHarness();
  worker = spawn(process.execPath, [program, String(tokenCount), String(periodMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(worker.stdout!, 'data')) as [Buffer];
  address = line.toString().trim();
  const { database, tenantId } = harness;
  // Two rows, so that all streams go on at once; they are the same process.
  await createEndpoint(database, { tenantId, name: 'paced', addresses: [address, address] });
}, 60_000);
afterAll(async () => {
  worker.stdin!.end();
  await harness.close();
});

/** Milliseconds from when the worker sent a token to when it arrived here, for each token after the warm-up. */
async function delaysOf(response: Response): Promise<number[]> {
  const delays: number[] = [];
  let rest = '';
  let count = 0;
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const arrivedMicros = Number(process.hrtime.bigint() / 1_000n);
    rest += text;
    for (const [, sent] of rest.matchAll(/"(\d{6,}) "/g)) {
      if (++count > warmUpCount) delays.push((arrivedMicros - Number(sent)) / 1_000);
    }
    rest = rest.slice(rest.lastIndexOf('\n') + 1);
  }
  return delays;
}

async function measure(request: () => Promise<Response>): Promise<{ p50: number; p95: number; p99: number }> {
  const streams = Array.from({ length: streamCount }, async () => delaysOf(await request()));
  const delays = (await Promise.all(streams)).flat().sort((a, b) => a - b);
  expect(delays).toHaveLength(streamCount * (tokenCount - warmUpCount));
  const percentile = (share: number) => delays[Math.floor(delays.length * share)]!;
  return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
}

it('brings 50 streams at once whole, and reports what it adds to a worker asked directly', async () => {
  const direct = await measure(() => fetch(`${address}/v1/decode`, { method: 'POST', body: '{}' }));
  const through = await measure(() =>
    harness.post('/v1/chat/completions', { ...chatBody, model: 'paced', stream: true }),
  );
  const names = ['p50', 'p95', 'p99'] as const;
  const figures = names.map((name) => `${name} ${direct[name].toFixed(1)} → ${through[name].toFixed(1)} ms`);
  process.stdout.write(
    `gateway, ${streamCount} streams of ${1_000 / periodMs} tokens/s: ${figures.join(', ')}\n`,
  );
}, 60_000);
