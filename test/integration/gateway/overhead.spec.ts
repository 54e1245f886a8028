import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
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

type Percentiles = Record<(typeof names)[number], number>;
const names = ['p50', 'p95', 'p99'] as const;

/** What the gateway may add, in milliseconds. */
const bar: Percentiles = { p50: 2, p95: 4, p99: 8 };
/**
 * What others do on the machine, and the worker and the clients on the same cores, are in the figures. `BAR_TOLERANCE=1`
 * asks for the bar itself.
 */
const tolerance = Number(process.env['BAR_TOLERANCE'] ?? 4);
const roundsMax = 4;

/** Posts as little of a client as there can be: what it costs itself would count as the gateway's. */
async function post(url: string, { headers = {}, body = '{}' } = {}): Promise<IncomingMessage> {
  const sent = request(url, { method: 'POST', headers, agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response.setEncoding('utf8');
}

/** Milliseconds from when the worker sent a token to when it arrived here, for each token after the warm-up. */
async function delaysOf(response: AsyncIterable<string>): Promise<number[]> {
  const delays: number[] = [];
  let rest = '';
  let count = 0;
  for await (const text of response) {
    const arrivedMicros = Number(process.hrtime.bigint() / 1_000n);
    rest += text;
    for (const [, sent] of rest.matchAll(/"(\d{6,}) "/g)) {
      if (++count > warmUpCount) delays.push((arrivedMicros - Number(sent)) / 1_000);
    }
    rest = rest.slice(rest.lastIndexOf('\n') + 1);
  }
  return delays;
}

async function measure(ask: () => Promise<AsyncIterable<string>>): Promise<Percentiles> {
  const streams = Array.from({ length: streamCount }, async () => delaysOf(await ask()));
  const delays = (await Promise.all(streams)).flat().sort((a, b) => a - b);
  expect(delays).toHaveLength(streamCount * (tokenCount - warmUpCount));
  const percentile = (share: number) => delays[Math.floor(delays.length * share)]!;
  return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
}

/** One round without the gateway and one with it; returns what it added. */
async function measureRound(): Promise<Percentiles> {
  const direct = await measure(() => post(`${address}/v1/decode`));
  const body = JSON.stringify({ ...chatBody, model: 'paced', stream: true });
  const headers = { authorization: `Bearer ${harness.secret}`, 'content-type': 'application/json' };
  const through = await measure(() => post(`${harness.origin}/v1/chat/completions`, { headers, body }));
  const figures = names.map((name) => `${name} ${direct[name].toFixed(1)} → ${through[name].toFixed(1)} ms`);
  process.stdout.write(
    `gateway, ${streamCount} streams of ${1_000 / periodMs} tokens/s: ${figures.join(', ')}\n`,
  );
  const [p50, p95, p99] = names.map((name) => through[name] - direct[name]) as [number, number, number];
  return { p50, p95, p99 };
}

it('brings 50 streams at once whole, and adds little to a worker asked directly', async () => {
  // The best of the rounds: the first one compiles the code, and what else runs here may spoil any.
  let added = await measureRound();
  const isFair = (): boolean => names.every((name) => added[name] <= bar[name] * tolerance);
  for (let round = 2; round <= roundsMax && (round === 2 || !isFair()); round += 1)
    added = await measureRound();
  expect({ added, isFair: isFair() }).toEqual({ added, isFair: true });
}, 90_000);
