import { decodeBodySchema, parseChatCompletionRequest, parseCompletionRequest } from '@slipstream/contract';
import { chatToDecodeBody, completionToDecodeBody } from './to-decode-body.js';

const account = {
  tenantId: 'ten_1',
  apiKeyId: 'key_1',
  endpointId: 'ep_1',
  startedAt: '2026-01-01T00:00:00.000Z',
};
const identity = { requestId: 'req_1', account, drawnSeed: 42 };
const messages = [{ role: 'user', content: 'Hi' }];
const chat = (fields: object) =>
  decodeBodySchema.parse(
    chatToDecodeBody(parseChatCompletionRequest({ model: 'm', messages, ...fields }), identity),
  );
const completion = (fields: object) =>
  decodeBodySchema.parse(
    completionToDecodeBody(parseCompletionRequest({ model: 'm', prompt: 'Hi', ...fields }), identity),
  );

it('carries every chat parameter over', () => {
  const body = chat({
    messages: [
      { role: 'developer', content: 'Be brief.' },
      { role: 'user', content: 'Hi', name: 'ann' },
    ],
    temperature: 0.5,
    top_p: 0.9,
    top_k: 40,
    min_p: 0.05,
    presence_penalty: 0.1,
    frequency_penalty: 0.2,
    logit_bias: { '5': 1 },
    seed: 3,
    n: 2,
    max_completion_tokens: 9,
    stop: ['a'],
    logprobs: true,
    top_logprobs: 4,
    speculation: 'none',
  });
  expect(body).toEqual({
    requestId: 'req_1',
    account,
    input: {
      kind: 'chat',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi', name: 'ann' },
      ],
    },
    sampling: {
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      minP: 0.05,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      logitBias: { '5': 1 },
      seed: 3,
    },
    n: 2,
    maxTokens: 9,
    stop: ['a'],
    topLogprobs: 4,
    speculation: 'none',
  });
});

it('takes the prompt of a completion as plain text', () => {
  expect(completion({ logprobs: 2 })).toMatchObject({
    input: { kind: 'text', prompt: 'Hi' },
    maxTokens: 16,
    topLogprobs: 2,
  });
});

it.each([
  [undefined, 42],
  [0, 0],
  [7, 7],
  [-1, 2 ** 53 - 1],
  [Number.MIN_SAFE_INTEGER, 1],
])('gives the seed %j to the worker as %d', (seed, expected) => {
  expect(chat({ seed }).sampling.seed).toBe(expected);
});

it.each<[object, number | null]>([
  [{}, null],
  [{ logprobs: false }, null],
  [{ logprobs: true }, 0],
  [{ logprobs: true, top_logprobs: 3 }, 3],
])('reads %j as %j alternatives', (fields, expected) => {
  expect(chat(fields).topLogprobs).toBe(expected);
});

it('takes max_tokens where the newer name is absent, and no limit where both are', () => {
  expect([chat({ max_tokens: 3 }).maxTokens, chat({}).maxTokens]).toEqual([3, null]);
});
