import { setImmediate as turn } from 'node:timers/promises';

import { EventLineDecoder, type DecodeEvent } from '@slipstream/contract';
import type { LaneRows, Scores } from '@slipstream/decode';
import { ToyTargetModel } from '@slipstream/decode/testing';
import { createLogger, Tracing } from '@slipstream/observability';
import type { FastifyInstance } from 'fastify';

import { drain } from './drain.js';
import { probeReadiness } from './ready-probe.js';
import { ReadinessState } from './readiness.js';
import { ReplicaTokenCheck } from './replica-token.js';
import { createServer } from './server.js';
import { createToyService, letters, toyTokenizer, type ToyService } from './testing/toy-service.js';

const token = 'a-replica-token-of-some-length';

/** Lets input and output happen between steps, as a real target does. */
class PacedTarget extends ToyTargetModel {
  override async score(batch: readonly LaneRows[], fetch: 'greedy' | 'logits'): Promise<Scores> {
    await turn();
    return super.score(batch, fetch);
  }
}

/** No end-of-text token, so that only a limit or an abort ends it. */
const endless = { logitBias: { [String(letters.length)]: -100 } };

const body = {
  requestId: 'req_1',
  account: {
    tenantId: 'ten_1',
    apiKeyId: 'key_1',
    endpointId: 'ep_1',
    startedAt: '2026-01-01T00:00:00.000Z',
  },
  input: { kind: 'text', prompt: 'abc' },
  sampling: {
    temperature: 0,
    topP: 1,
    topK: 0,
    minP: 0,
    presencePenalty: 0,
    frequencyPenalty: 0,
    seed: 1,
    ...endless,
  },
  n: 1,
  maxTokens: 5,
  stop: [],
  topLogprobs: null,
  speculation: 'auto',
};

let toy: ToyService;
let readiness: ReadinessState;
let server: FastifyInstance;
let address: string;

beforeEach(async () => {
  const target = new PacedTarget({ vocabularySize: letters.length + 1, contextLength: 100_000, lanesMax: 2 });
  toy = createToyService({ target, waitingMax: 4 });
  readiness = new ReadinessState();
  server = createServer({
    readiness,
    tokenCheck: new ReplicaTokenCheck(token),
    metrics: toy.metrics,
    tracing: new Tracing({ serviceName: 'test', exporter: 'none' }),
    saveLearned: async () => undefined,
    report: () => {
      throw new Error('no report here');
    },
    takeLearned: async () => ({ kind: 'onTrial' }),
    adoptPolicy: async () => undefined,
    reportsAfter: () => [],
    revise: () => Promise.reject(new Error('no revisions here')),
    logger: createLogger({ name: 'test', level: 'silent' }),
  });
  address = await server.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  await toy.engine.close();
  await server.close();
});

function post(payload: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(`${address}/v1/decode`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof payload === 'string' ? payload : JSON.stringify(payload),
    ...init,
  });
}

async function eventsOf(response: Response): Promise<DecodeEvent[]> {
  const decoder = new EventLineDecoder();
  return decoder.push(new Uint8Array(await response.arrayBuffer()));
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
}

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 100_000; turns++) {
    if (condition()) return;
    await turn();
  }
  throw new Error('what was waited for did not happen');
}

describe('a worker that is ready', () => {
  beforeEach(() => readiness.becomeReady(toy.service));

  it('streams the events of a completion', async () => {
    const response = await post(body);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const events = await eventsOf(response);
    expect(events.at(0)).toEqual({
      type: 'start',
      promptTokens: 3,
      cachedTokens: 0,
      fingerprint: 'toy',
    });
    expect(events.at(-2)).toEqual({ type: 'finish', index: 0, reason: 'length', completionTokens: 5 });
    expect(events.at(-1)).toMatchObject({ type: 'done', usage: { promptTokens: 3, completionTokens: 5 } });
    expect(await metric('slipstream_emitted_tokens_total')).toBe(5);
  });

  it('stops decoding within one step after the client left, for every choice', async () => {
    const controller = new AbortController();
    const response = await post({ ...body, n: 2, maxTokens: null }, { signal: controller.signal });
    await until(() => toy.engine.load.active === 2 && toy.service.steps.count > 5);
    controller.abort();
    await expect(response.text()).rejects.toThrow();
    await until(() => toy.engine.load.active === 0);
    expect(await metric('slipstream_decode_aborted_total')).toBe(2);
    expect(await metric('slipstream_steps_after_abort_total')).toBeLessThanOrEqual(2);
    expect(await metric('slipstream_active_sequences')).toBe(0);
    expect(toy.service.active.count).toBe(0);
  });

  it('refuses what would wait behind too many others, and says when to come back', async () => {
    const controller = new AbortController();
    const accepted = await post({ ...body, n: 4, maxTokens: null }, { signal: controller.signal });
    expect(accepted.status).toBe(200);
    await until(() => toy.engine.load.waiting === 2);
    const refused = await post({ ...body, n: 3 });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ code: 'overloaded' });
    controller.abort();
    await accepted.text().catch(() => undefined);
  });

  it.each([
    ['no JSON', '{"n":', 'invalid_request', /JSON/],
    ['no object', '[]', 'invalid_request', /body/],
    ['an unknown input', { ...body, input: { kind: 'image' } }, 'invalid_request', /input/],
    ['no messages', { ...body, input: { kind: 'chat', messages: [] } }, 'invalid_request', /input\.messages/],
    ['too many choices', { ...body, n: 1000 }, 'invalid_request', /^n: /],
    [
      'a temperature that is too high',
      { ...body, sampling: { ...body.sampling, temperature: 3 } },
      'invalid_request',
      /temperature/,
    ],
    ['an empty stop string', { ...body, stop: [''] }, 'invalid_request', /stop/],
    ['an empty prompt', { ...body, input: { kind: 'text', prompt: '' } }, 'invalid_request', /no tokens/],
    [
      'a bias on no token',
      { ...body, sampling: { ...body.sampling, logitBias: { '99': 1 } } },
      'invalid_request',
      /token 99.*22/,
    ],
    [
      'a prompt that fills the context',
      { ...body, input: { kind: 'text', prompt: 'a'.repeat(100_000) } },
      'context_length_exceeded',
      /100000 tokens.*at most 99999/,
    ],
  ])('refuses %s with 400 and says why', async (_name, payload, code, message) => {
    const response = await post(payload);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ code, message: expect.stringMatching(message) });
  });

  it('refuses a body that is too large', async () => {
    const response = await post({ ...body, input: { kind: 'text', prompt: 'a'.repeat(9 * 1024 ** 2) } });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'body_too_large' });
  });

  it.each([
    ['', 'none'],
    [`Bearer ${token}x`, 'another'],
    [token, 'another scheme'],
  ])('refuses a request with the authorization "%s": %s', async (authorization) => {
    const response = await post(body, { headers: { 'content-type': 'application/json', authorization } });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'unauthorized' });
  });

  it('drains: refuses what is new, lets what runs end, and aborts it at the deadline', async () => {
    const response = await post({ ...body, maxTokens: null });
    let passDeadline = (): void => undefined;
    const deadline = new Promise<void>((resolve) => (passDeadline = resolve));
    const drained = drain({ readiness, active: toy.service.active, deadline });

    const refused = await post(body);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'draining' });
    expect((await fetch(`${address}/health/ready`)).status).toBe(503);
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    expect(toy.engine.load.active).toBe(1);

    passDeadline();
    await drained;
    const events = await eventsOf(response);
    expect(events.find((event) => event.type === 'finish')).toMatchObject({ reason: 'aborted' });
    expect(events.at(-1)).toMatchObject({ type: 'done' });
  });
});

it('is not ready before a token was decoded', async () => {
  expect((await fetch(`${address}/health/ready`)).status).toBe(503);
  const refused = await post(body);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ code: 'not_ready' });

  await probeReadiness(toy.engine, toyTokenizer.encode('abc'));
  readiness.becomeReady(toy.service);
  expect((await fetch(`${address}/health/ready`)).status).toBe(200);
});

it('does not become ready on a target that fails', async () => {
  toy.target.failure = new Error('out of memory');
  await expect(probeReadiness(toy.engine, toyTokenizer.encode('abc'))).rejects.toThrow(/0 of 2 tokens/);
});

it('answers an unknown route with 404', async () => {
  const response = await fetch(`${address}/v1/other?secret=1`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ code: 'not_found', message: 'This worker has no GET /v1/other.' });
});
