import { delta, done, FakeWorker, finish, start } from './support/fake-worker.js';
import { chatBody, metricOf, startHarness, type Harness } from './support/harness.js';
import { createEndpoint, createReadyReplica } from './support/tenancy.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
}, 60_000);
beforeEach(() => harness.worker.answerByHand());
afterAll(() => harness.close());

const streamed = { ...chatBody, stream: true };

function messagesOf(
  text: string,
): { error?: { code: string }; choices?: { delta: { content?: string } }[] }[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '' && frame !== 'data: [DONE]')
    .map((frame) => JSON.parse(frame.slice('data: '.length)) as object);
}

async function errorOf(response: Response): Promise<{ status: number; code: string; message: string }> {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
}

describe('a client that leaves', () => {
  it('stops the decoding of its stream at once', async () => {
    const controller = new AbortController();
    const stream = harness.client.chat.completions.create(
      { ...streamed, stream: true },
      { signal: controller.signal },
    );
    const call = await harness.worker.nextCall();
    call.send(start(), delta('a'));
    for await (const chunk of await stream) {
      if (chunk.choices[0]!.delta.content === 'a') {
        break;
      }
    }
    await call.aborted;
  });

  it('stops the decoding of an answer it has seen nothing of', async () => {
    const before = await metricOf(harness.origin, 'slipstream_gateway_client_aborts_total');
    const controller = new AbortController();
    const request = harness.client.chat.completions.create(chatBody, { signal: controller.signal });
    const call = await harness.worker.nextCall();
    call.send(start(), delta('a'));
    controller.abort();
    await expect(request).rejects.toThrow();
    await call.aborted;
    const after = await metricOf(harness.origin, 'slipstream_gateway_client_aborts_total');
    expect(after - before).toBe(1);
    expect(await metricOf(harness.origin, 'slipstream_gateway_active_completions')).toBe(0);
    const left = 'slipstream_gateway_requests_total{route="/v1/chat/completions",status="499"}';
    expect(await metricOf(harness.origin, left)).toBeGreaterThan(0);
  });
});

describe('a slow client', () => {
  it('slows its worker down instead of filling the gateway, and misses nothing', async () => {
    const text = 'x'.repeat(262_144);
    const request = harness.post('/v1/chat/completions', streamed);
    const call = await harness.worker.nextCall();
    call.send(start());
    const deltaCountMax = 256;
    let sentCount = 0;
    do {
      sentCount++;
    } while ((await call.sendWithin(delta(text), 1_000)) && sentCount < deltaCountMax);
    // 256 deltas are 64 MiB; what lies between worker and client is some MiB of socket buffers.
    expect(sentCount).toBeLessThan(deltaCountMax / 2);

    call.send(finish(), done(sentCount));
    call.end();
    const messages = messagesOf(await (await request).text());
    const received = messages.map(({ choices }) => choices?.[0]?.delta.content ?? '').join('');
    expect(received.length).toBe(sentCount * text.length);
  }, 60_000);
});

describe('a worker that fails', () => {
  it('with an error event ends the stream with an error of ours and no [DONE]', async () => {
    const request = harness.post('/v1/chat/completions', streamed);
    const call = await harness.worker.nextCall();
    call.send(start(), delta('a'), { type: 'error', code: 'internal', message: 'private details' });
    call.end();
    const text = await (await request).text();
    expect(messagesOf(text).at(-1)!.error).toMatchObject({ code: 'replica_failed', type: 'server_error' });
    expect(text).not.toMatch(/private details|\[DONE\]/);
  });

  it('with an error event before any text is an answer with a status', async () => {
    const request = harness.post('/v1/chat/completions', streamed);
    const call = await harness.worker.nextCall();
    call.send(start(), { type: 'error', code: 'internal', message: 'private details' });
    call.end();
    expect(await errorOf(await request)).toMatchObject({ status: 502, code: 'replica_failed' });
  });

  it('by breaking off is asked once more, to go on where it was, and the client sees one stream', async () => {
    const response = harness.post('/v1/chat/completions', streamed);
    const call = await harness.worker.nextCall();
    call.send(start(), delta('a'), delta('b'));
    const reader = (await response).body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value!;
    call.destroy();
    const again = await harness.worker.nextCall();
    expect(again.body).toEqual({
      ...call.body,
      resume: { fingerprint: 'fp_test', choices: [{ state: 'running', tokens: [7, 7], textLength: 2 }] },
    });
    again.send(start(), delta('c'), finish(), done(3));
    again.end();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
    }
    const contents = messagesOf(text).map(({ choices }) => choices?.[0]?.delta.content ?? '');
    expect(contents.join('')).toBe('abc');
    expect(text.match(/"role":"assistant"/g)).toHaveLength(1);
    expect(text).toContain('[DONE]');
    expect(await metricOf(harness.origin, 'slipstream_gateway_failovers_total')).toBeGreaterThan(0);
  });

  it('after text was sent tells the client in the stream, and the official client throws', async () => {
    const stream = harness.client.chat.completions.create({ ...streamed, stream: true });
    const call = await harness.worker.nextCall();
    call.send(start(), delta('a'));
    await expect(
      (async () => {
        for await (const chunk of await stream) {
          if (chunk.choices[0]!.delta.content === 'a') {
            call.send({ type: 'error', code: 'internal', message: 'private details' });
          }
        }
      })(),
    ).rejects.toMatchObject({ code: 'replica_failed' });
  });

  it('on other weights than it began on, which cannot go on with it, ends the stream with an error', async () => {
    const response = harness.post('/v1/chat/completions', streamed);
    const call = await harness.worker.nextCall();
    call.send(start(), delta('a'));
    const text = (await response).text();
    call.destroy();
    (await harness.worker.nextCall()).refuse(409, 'not_resumable', 'other weights');
    expect(messagesOf(await text).at(-1)!.error).toMatchObject({ code: 'replica_failed' });
  });

  it('to speak the protocol is a failure like any other', async () => {
    const response = harness.post('/v1/chat/completions', streamed);
    const call = await harness.worker.nextCall();
    call.send(start(), delta('a'));
    const reader = (await response).body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value!;
    call.sendGarbage('this is no event\n');
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
    }
    expect(messagesOf(text).at(-1)!.error).toMatchObject({ code: 'replica_failed' });
  });

  it.each([
    [400, 'context_length_exceeded', 400, 'context_length_exceeded'],
    [400, 'invalid_request', 400, 'invalid_request'],
    [413, 'body_too_large', 413, 'body_too_large'],
    [503, 'overloaded', 503, 'overloaded'],
  ])(
    'with %i %s before its first event is reported as %i %s',
    async (status, code, expectedStatus, expectedCode) => {
      const response = harness.post('/v1/chat/completions', streamed);
      (await harness.worker.nextCall()).refuse(status, code, 'a clear reason');
      expect(await errorOf(await response)).toMatchObject({ status: expectedStatus, code: expectedCode });
    },
  );
});

describe('an endpoint of two replicas', () => {
  const model = 'pair';
  let second: FakeWorker;
  /** A conversation that no replica has read yet, so that load alone decides. */
  let conversationCount = 0;
  const fresh = () => ({
    model,
    messages: [{ role: 'user', content: `conversation ${conversationCount++}` }],
  });
  beforeAll(async () => {
    const { database, tenantId, worker } = harness;
    second = await FakeWorker.start();
    await createEndpoint(database, { tenantId, name: model, addresses: [worker.address, second.address] });
  });
  beforeEach(() => second.answerWith((call) => call.answer('second')));
  afterAll(() => second.close());

  it.each(['overloaded', 'draining', 'not_ready'])('turns to the other when one is %s', async (code) => {
    const response = harness.post('/v1/chat/completions', fresh());
    (await harness.worker.nextCall()).refuse(503, code, 'no');
    expect((await response).status).toBe(200);
  });

  it('goes on elsewhere, with the same seed, when a replica dies in the middle of a whole answer', async () => {
    second.answerByHand();
    const response = harness.post('/v1/chat/completions', fresh());
    const first = await harness.worker.nextCall();
    first.send(start(), delta('half an ans'));
    first.destroy();
    const other = await second.nextCall();
    expect(other.body).toMatchObject(first.body);
    other.answer('wer');
    expect(await (await response).json()).toMatchObject({
      choices: [{ message: { content: 'half an answer' } }],
    });
  });

  it('gives the second of two requests to the idle one', async () => {
    second.answerByHand();
    const responses = [1, 2].map(() => harness.post('/v1/chat/completions', fresh()));
    const calls = await Promise.all([harness.worker.nextCall(), second.nextCall()]);
    calls.forEach((call) => call.answer('ok'));
    const statuses = (await Promise.all(responses)).map(({ status }) => status);
    expect(statuses).toEqual([200, 200]);
  });
});

it('waits for a crashed replica to be replaced when it was the only one', async () => {
  const { database, tenantId, worker } = harness;
  const doomed = await FakeWorker.start();
  const { endpointId, replicaIds } = await createEndpoint(database, {
    tenantId,
    name: 'phoenix',
    addresses: [doomed.address],
  });
  worker.answerWith((call) => call.answer('back again'));
  const before = await metricOf(harness.origin, 'slipstream_gateway_retries_total');
  const response = harness.post('/v1/chat/completions', { ...streamed, model: 'phoenix' });
  await doomed.nextCall();
  await doomed.close();
  await database.replicas.transition(replicaIds[0]!, {
    from: 'ready',
    to: 'failed',
    epoch: 1,
    reason: 'crashed',
  });
  await createReadyReplica(database, endpointId, worker.address);
  expect(await (await response).text()).toContain('back again');
  expect(await metricOf(harness.origin, 'slipstream_gateway_retries_total')).toBeGreaterThan(before);
}, 30_000);

it('answers 503, never 401, while the database is down, and keeps the streams it has', async () => {
  const response = harness.post('/v1/chat/completions', streamed);
  const call = await harness.worker.nextCall();
  call.send(start(), delta('a'));
  await response;
  await harness.stopDatabase();

  const unknownKey = await fetch(`${harness.origin}/v1/models`, {
    headers: { authorization: `Bearer ${harness.secret}` },
  });
  expect(await errorOf(unknownKey)).toMatchObject({ status: 503, code: 'unavailable' });
  expect(unknownKey.headers.get('retry-after')).toBe('5');
  expect((await fetch(`${harness.origin}/health/ready`)).status).toBe(503);
  expect((await fetch(`${harness.origin}/health`)).status).toBe(200);

  call.send(finish(), done(1));
  call.end();
  expect(await (await response).text()).toContain('[DONE]');
}, 30_000);
