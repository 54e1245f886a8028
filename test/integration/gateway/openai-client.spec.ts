import { done, finish, start, type FakeCall } from './support/fake-worker.js';
import { chatBody, metricOf, startHarness, type Harness } from './support/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
}, 60_000);
afterAll(() => harness.close());

const usage = {
  prompt_tokens: 10,
  completion_tokens: 2,
  total_tokens: 12,
  prompt_tokens_details: { cached_tokens: 4 },
};

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) {
    collected.push(item);
  }
  return collected;
}

describe('chat completions through the official client', () => {
  beforeAll(() => harness.worker.answerWith((call) => call.answer('Hel', 'lo')));

  it('answers whole', async () => {
    const completion = await harness.client.chat.completions.create(chatBody);
    expect(completion).toMatchObject({
      object: 'chat.completion',
      model: 'demo',
      system_fingerprint: 'fp_test',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hello', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage,
    });
    expect(completion.id).toMatch(/^chatcmpl-[0-9A-Z]{26}$/);
    expect(Math.abs(completion.created - Date.now() / 1_000)).toBeLessThan(60);
  });

  it('streams, with one id over all chunks and the role in the first', async () => {
    const chunks = await collect(await harness.client.chat.completions.create({ ...chatBody, stream: true }));
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
    expect(chunks[0]!.choices[0]!.delta).toEqual({ role: 'assistant', content: '', refusal: null });
    expect(chunks.map((chunk) => chunk.choices[0]!.delta.content ?? '').join('')).toBe('Hello');
    expect(chunks.at(-1)!.choices[0]!.finish_reason).toBe('stop');
    expect(chunks.every((chunk) => !('usage' in chunk))).toBe(true);
  });

  it('streams usage when asked to, in a last chunk without choices', async () => {
    const stream_options = { include_usage: true };
    const chunks = await collect(
      await harness.client.chat.completions.create({ ...chatBody, stream: true, stream_options }),
    );
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  });

  it('gives n choices, streamed and whole', async () => {
    const whole = await harness.client.chat.completions.create({ ...chatBody, n: 2 });
    expect(whole.choices.map(({ index, message }) => [index, message.content])).toEqual([
      [0, 'Hello'],
      [1, 'Hello'],
    ]);
    const chunks = await collect(
      await harness.client.chat.completions.create({ ...chatBody, n: 2, stream: true }),
    );
    const texts = [0, 1].map((index) =>
      chunks
        .flatMap(({ choices }) => choices)
        .filter((choice) => choice.index === index)
        .map(({ delta }) => delta.content ?? '')
        .join(''),
    );
    expect(texts).toEqual(['Hello', 'Hello']);
  });

  it('counts tokens as the worker does', async () => {
    const before = await metricOf(harness.origin, 'slipstream_gateway_tokens_total{kind="completion"}');
    await harness.client.chat.completions.create(chatBody);
    const after = await metricOf(harness.origin, 'slipstream_gateway_tokens_total{kind="completion"}');
    expect(after - before).toBe(2);
  });
});

describe('what reaches the worker', () => {
  const callFor = async (request: Promise<unknown>): Promise<FakeCall> => {
    const call = await harness.worker.nextCall();
    call.answer('x');
    await request;
    return call;
  };
  beforeAll(() => harness.worker.answerByHand());

  it('is every parameter, with the seed the client chose', async () => {
    const request = harness.client.chat.completions.create({
      ...chatBody,
      seed: 7,
      stop: ['END'],
      max_tokens: 5,
    });
    const { body } = await callFor(request);
    expect(body).toMatchObject({ stop: ['END'], maxTokens: 5, n: 1, sampling: { seed: 7, temperature: 1 } });
    expect(body.input).toEqual({ kind: 'chat', messages: chatBody.messages });
  });

  it('is a seed of our own, different each time, when the client chose none', async () => {
    const first = await callFor(harness.client.chat.completions.create(chatBody));
    const second = await callFor(harness.client.chat.completions.create(chatBody));
    expect(first.body.sampling.seed).not.toBe(second.body.sampling.seed);
  });

  it('is a token for this replica, never the key of the tenant', async () => {
    const { headers } = await callFor(harness.client.chat.completions.create(chatBody));
    expect(headers.authorization).toMatch(/^Bearer [0-9a-f]{64}$/);
    expect(JSON.stringify(headers)).not.toContain(harness.secret);
  });

  it("is the client's correlation id, which also comes back", async () => {
    const request = harness.post('/v1/chat/completions', chatBody, { 'x-request-id': 'trace-1' });
    const { headers, body } = await callFor(request);
    expect(headers['x-request-id']).toBe('trace-1');
    expect(body.requestId).toMatch(/^req_/);
    expect((await request).headers.get('x-request-id')).toBe('trace-1');
  });

  it('is an id of our own in place of an unusable one', async () => {
    const request = harness.post('/v1/chat/completions', chatBody, { 'x-request-id': 'no spaces, please' });
    await callFor(request);
    expect((await request).headers.get('x-request-id')).toMatch(/^req_/);
  });
});

it('reports log probabilities', async () => {
  const token = (text: string, logprob: number) => ({ token: text, bytes: [...Buffer.from(text)], logprob });
  harness.worker.answerWith((call) => {
    const logprobs = [{ ...token('Hi', -0.25), top: [token('Hi', -0.25), token('Yo', -2)] }];
    call.send(start(), { type: 'delta', index: 0, text: 'Hi', tokens: [7], logprobs }, finish(), done(1));
    call.end();
  });
  const chat = await harness.client.chat.completions.create({ ...chatBody, logprobs: true, top_logprobs: 2 });
  expect(chat.choices[0]!.logprobs).toEqual({
    content: [{ ...token('Hi', -0.25), top_logprobs: [token('Hi', -0.25), token('Yo', -2)] }],
    refusal: null,
  });
  const text = await harness.client.completions.create({ model: 'demo', prompt: 'x', logprobs: 2 });
  expect(text.choices[0]!.logprobs).toEqual({
    tokens: ['Hi'],
    token_logprobs: [-0.25],
    top_logprobs: [{ Hi: -0.25, Yo: -2 }],
    text_offset: [0],
  });
});

describe('completions through the official client', () => {
  beforeAll(() => harness.worker.answerWith((call) => call.answer('Hel', 'lo')));

  it('answers whole', async () => {
    const completion = await harness.client.completions.create({ model: 'demo', prompt: 'Say' });
    expect(completion.id).toMatch(/^cmpl-/);
    expect(completion).toMatchObject({
      object: 'text_completion',
      choices: [{ index: 0, text: 'Hello', finish_reason: 'stop', logprobs: null }],
      usage,
    });
  });

  it('streams', async () => {
    const stream_options = { include_usage: true };
    const chunks = await collect(
      await harness.client.completions.create({ model: 'demo', prompt: 'Say', stream: true, stream_options }),
    );
    expect(chunks.map(({ choices }) => choices[0]?.text ?? '').join('')).toBe('Hello');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
  });
});

it('frames a stream as server-sent events that end with [DONE]', async () => {
  harness.worker.answerWith((call) => call.answer('a\nb'));
  const response = await harness.post('/v1/chat/completions', { ...chatBody, stream: true });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  const text = await response.text();
  expect(text).toMatch(/^(data: \{.*\}\n\n)+data: \[DONE\]\n\n$/);
});

it('lists models and shows one', async () => {
  const { data } = await harness.client.models.list();
  expect(data).toMatchObject([{ id: 'demo', object: 'model' }]);
  expect(await harness.client.models.retrieve('demo')).toEqual(data[0]);
  await expect(harness.client.models.retrieve('other')).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  });
});
