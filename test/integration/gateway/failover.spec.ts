import type { EndpointId } from '@slipstream/domain';
import type { ChatCompletionChunk, ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { metricOf, startHarness, type Harness } from './support/harness.js';
import { RealReplicas, type RealReplica } from './support/real-replicas.js';
import { createEndpoint } from './support/tenancy.js';

const minute = 60_000;

let harness: Harness;
let replicas: RealReplicas;
beforeAll(async () => {
  harness = await startHarness({ gatewayEnvironment: { WORKER_SILENCE_MS: '2000' } });
  replicas = await RealReplicas.create(harness.database);
}, minute);
afterAll(async () => {
  await replicas.close();
  await harness.close();
}, minute);

async function createModel(name: string): Promise<EndpointId> {
  const { database, tenantId } = harness;
  return (await createEndpoint(database, { tenantId, name, addresses: [] })).endpointId;
}

/** Tokens 0 to 2 of a tiny model are control tokens: without them an answer goes on to its limit. */
const parameters = {
  messages: [{ role: 'user', content: 'the wind' }],
  temperature: 0.8,
  max_tokens: 1_200,
  logit_bias: { '0': -100, '1': -100, '2': -100 },
  stream_options: { include_usage: true },
  // What was said once is drafted whole the second time, and over before anything can be killed.
  speculation: 'none',
} as const satisfies Partial<ChatCompletionCreateParams> & { speculation: string };

interface Told {
  texts: string[];
  logprobs: unknown[][];
  reasons: (string | null)[];
  completionTokens: number | undefined;
}

/** What the client was told, chunk by chunk put together. `onChunk` may make things happen in between. */
async function read(
  request: Partial<ChatCompletionCreateParams> & { model: string },
  onChunk: (count: number) => Promise<unknown> | undefined = () => undefined,
): Promise<Told> {
  const n = request.n ?? 1;
  const told: Told = {
    texts: Array.from({ length: n }, () => ''),
    logprobs: Array.from({ length: n }, () => []),
    reasons: Array.from({ length: n }, () => null),
    completionTokens: undefined,
  };
  const body = { ...parameters, ...request, stream: true } as const;
  let count = 0;
  for await (const chunk of await harness.client.chat.completions.create(body)) {
    add(told, chunk);
    await onChunk(++count);
  }
  return told;
}

function add(told: Told, { choices, usage }: ChatCompletionChunk): void {
  told.completionTokens ??= usage?.completion_tokens;
  for (const { index, delta, logprobs, finish_reason } of choices) {
    told.texts[index] += delta.content ?? '';
    told.logprobs[index]!.push(...(logprobs?.content ?? []));
    told.reasons[index] = finish_reason ?? told.reasons[index]!;
  }
}

const failovers = () => metricOf(harness.origin, 'slipstream_gateway_failovers_total');

it(
  'a stream at temperature 0.8 whose replicas are killed one after another is the undisturbed one',
  async () => {
    const endpointId = await createModel('relay');
    const request = { model: 'relay', seed: 11 };
    const doomed = [await replicas.start(endpointId), await replicas.start(endpointId)];
    await replicas.start(endpointId);
    const undisturbed = await read(request);
    expect(undisturbed).toMatchObject({ reasons: ['length'], completionTokens: 1_200 });

    const before = await failovers();
    // Ties of load go to the first of those that were not tried, so this is the order they serve in.
    const killAt: Record<number, RealReplica> = { 40: doomed[0]!, 200: doomed[1]! };
    const disturbed = await read(request, (count) => killAt[count]?.worker.kill());
    expect(await failovers()).toBeGreaterThanOrEqual(before + 2);
    expect(disturbed).toEqual(undisturbed);
  },
  2 * minute,
);

it(
  'several choices with penalties, stop strings and log probabilities go on alike, in the next life of the replica',
  async () => {
    const endpointId = await createModel('phoenix');
    const request = {
      model: 'phoenix',
      seed: 12,
      n: 3,
      max_tokens: 300,
      presence_penalty: 0.7,
      frequency_penalty: 0.4,
      stop: ['thth', 'qz'],
      logprobs: true,
      top_logprobs: 2,
    };
    const first = await replicas.start(endpointId);
    const undisturbed = await read(request);
    const before = await failovers();
    let restarted: Promise<RealReplica> | undefined;
    const disturbed = await read(request, async (count) => {
      if (count !== 30) return;
      await first.worker.kill();
      restarted = replicas.restart(first, endpointId);
    });
    await restarted;
    expect(await failovers()).toBeGreaterThan(before);
    expect(disturbed).toEqual(undisturbed);
  },
  2 * minute,
);

it(
  'a stream whose replica is stopped in mid-stream goes on elsewhere, and the replica that wakes up harms nothing',
  async () => {
    const endpointId = await createModel('sleeper');
    const request = { model: 'sleeper', seed: 13, max_tokens: 600 };
    const sleeper = await replicas.start(endpointId);
    await replicas.start(endpointId);
    const undisturbed = await read(request);
    const disturbed = await read(request, (count) => {
      if (count === 40) sleeper.worker.signal('SIGSTOP');
      return undefined;
    });
    sleeper.worker.signal('SIGCONT');
    expect(disturbed).toEqual(undisturbed);
    expect(await read(request)).toEqual(undisturbed);
  },
  2 * minute,
);
