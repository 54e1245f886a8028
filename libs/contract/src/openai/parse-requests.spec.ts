import { ParameterError, parseChatCompletionRequest, parseCompletionRequest } from './index.js';

const messages = [{ role: 'user', content: 'Hi' }];

function refusalOf(parse: () => unknown): ParameterError {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(ParameterError);
    return error as ParameterError;
  }
  throw new Error('The request should have been refused.');
}

const chat = (fields: object) => parseChatCompletionRequest({ model: 'm', messages, ...fields });
const completion = (fields: object) => parseCompletionRequest({ model: 'm', prompt: 'Hi', ...fields });

describe('what OpenAI defaults to', () => {
  it('is applied to a chat request', () => {
    expect(chat({})).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: false,
      temperature: 1,
      top_p: 1,
      n: 1,
      stop: [],
      presence_penalty: 0,
      frequency_penalty: 0,
      logit_bias: {},
      logprobs: false,
      top_k: 0,
      min_p: 0,
      speculation: 'auto',
      speculation_details: false,
    });
  });

  it('is applied to a completion request, its 16 tokens included', () => {
    expect(completion({})).toMatchObject({ prompt: 'Hi', max_tokens: 16, temperature: 1, n: 1 });
  });
});

describe('every parameter both routes take', () => {
  const accepted: [string, unknown[]][] = [
    ['stream', [true, false, null]],
    ['temperature', [0, 0.7, 2, null]],
    ['top_p', [0, 0.5, 1, null]],
    ['n', [1, 16, null]],
    ['seed', [0, -1, 2 ** 53 - 1, -(2 ** 53) + 1, null]],
    ['max_tokens', [1, 1_000_000, null]],
    ['presence_penalty', [-2, 0, 2, null]],
    ['frequency_penalty', [-2, 0, 2, null]],
    ['logit_bias', [{}, { '50': -100, '7': 100 }, null]],
    ['stop', ['a', ['a'], ['a', 'b', 'c', 'd'], [], null]],
    ['user', ['me', null]],
    ['top_k', [0, 40, null]],
    ['min_p', [0, 0.05, 1, null]],
    ['speculation', ['auto', 'none', null]],
  ];
  const refused: [string, unknown[]][] = [
    ['model', ['', 1, null, 'a\0b']],
    ['stream', ['true', 1]],
    ['temperature', [-0.1, 2.1, '1', true]],
    ['top_p', [-0.1, 1.1, '1']],
    ['n', [0, 17, 1.5, '2']],
    ['seed', [1.5, 2 ** 53, '1']],
    ['max_tokens', [0, -1, 1.5, '9', 1_000_001]],
    ['presence_penalty', [-2.1, 2.1, 'x']],
    ['frequency_penalty', [-2.1, 2.1, 'x']],
    ['logit_bias', ['x', []]],
    ['stop', ['', 7, ['a', 'b', 'c', 'd', 'e']]],
    ['user', [7]],
    ['top_k', [-1, 1.5]],
    ['min_p', [-0.1, 1.1]],
    ['speculation', ['always', true]],
    ['stream_options', [{ include_usage: true }, 'x']],
  ];
  const cases = (table: [string, unknown[]][]) =>
    table.flatMap(([name, values]) => values.map((v) => [name, v] as const));

  it.each(cases(accepted))('%s takes %j', (name, value) => {
    expect(() => chat({ [name]: value })).not.toThrow();
    expect(() => completion({ [name]: value })).not.toThrow();
  });

  it.each(cases(refused))('%s refuses %j by its name', (name, value) => {
    for (const parse of [chat, completion]) {
      const { param, message } = refusalOf(() => parse({ [name]: value }));
      expect(param).toBe(name);
      expect(message).toContain(name);
    }
  });

  it.each([
    [{ logit_bias: { abc: 1 } }, 'logit_bias.abc'],
    [{ logit_bias: { '5': 101 } }, 'logit_bias.5'],
    [{ stop: ['a', ''] }, 'stop[1]'],
    [{ stream: true, stream_options: { include_usage: 'yes' } }, 'stream_options.include_usage'],
    [{ stream: true, stream_options: { include_obfuscation: true } }, 'stream_options.include_obfuscation'],
    [{ stream: true, stream_options: { surprise: 1 } }, 'stream_options.surprise'],
    [{ surprise: 1 }, 'surprise'],
    [{ surprise: null }, 'surprise'],
    [{ constructor: 1 }, 'constructor'],
  ])('%j is refused at %s', (fields, param) => {
    expect(refusalOf(() => chat(fields)).param).toBe(param);
    expect(refusalOf(() => completion(fields)).param).toBe(param);
  });

  it('reads a single stop string as a list of one', () => {
    expect(chat({ stop: 'END' }).stop).toEqual(['END']);
  });
});

describe('chat messages', () => {
  it.each(['system', 'developer', 'user', 'assistant'])('may be of the role %s', (role) => {
    expect(chat({ messages: [{ role, content: 'x', name: 'n' }] }).messages).toEqual([
      { role, content: 'x', name: 'n' },
    ]);
  });

  it('joins text parts as they stand', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];
    expect(chat({ messages: [{ role: 'user', content }] }).messages[0]!.content).toBe('ab');
  });

  it('takes an answer back as it was given', () => {
    const answer = { role: 'assistant', content: 'x', refusal: null, annotations: [], tool_calls: null };
    expect(() => chat({ messages: [...messages, answer, ...messages] })).not.toThrow();
  });

  const image = { type: 'image_url', image_url: { url: 'data:' } };
  it.each<[unknown, string]>([
    [undefined, 'messages'],
    [null, 'messages'],
    [[], 'messages'],
    ['Hi', 'messages'],
    [['Hi'], 'messages[0]'],
    [[{ content: 'x' }], 'messages[0].role'],
    [[{ role: 'tool', content: 'x' }], 'messages[0].role'],
    [[{ role: 'user' }], 'messages[0].content'],
    [[{ role: 'assistant', content: null }], 'messages[0].content'],
    [[{ role: 'user', content: [] }], 'messages[0].content'],
    [[{ role: 'user', content: 7 }], 'messages[0].content'],
    [[{ role: 'user', content: [{ type: 'text', text: 'a' }, image] }], 'messages[0].content[1].type'],
    [[{ role: 'user', content: [{ type: 'text', text: 7 }] }], 'messages[0].content[0].text'],
    [[{ role: 'user', content: [{ type: 'text' }] }], 'messages[0].content[0].text'],
    [[...messages, { role: 'assistant', content: 'x', tool_calls: [{}] }], 'messages[1].tool_calls'],
    [[{ role: 'user', content: 'x', surprise: 1 }], 'messages[0].surprise'],
  ])('%j is refused at %s', (value, param) => {
    expect(refusalOf(() => chat({ messages: value })).param).toBe(param);
  });
});

describe('parameters of chat alone', () => {
  it.each([
    { logprobs: true, top_logprobs: 20 },
    { logprobs: true },
    { max_completion_tokens: 5 },
    { max_completion_tokens: 5, max_tokens: 5 },
    { response_format: { type: 'text' } },
    { modalities: ['text'] },
    { store: false, metadata: { a: 'b' } },
    { service_tier: 'auto' },
    { safety_identifier: 'x', prompt_cache_key: 'y' },
    { tools: null, functions: null, response_format: null, audio: null, reasoning_effort: null },
  ])('accepts %j', (fields) => {
    expect(() => chat(fields)).not.toThrow();
  });

  it.each<[object, string]>([
    [{ tools: [] }, 'tools'],
    [{ tool_choice: 'none' }, 'tool_choice'],
    [{ functions: [] }, 'functions'],
    [{ function_call: 'auto' }, 'function_call'],
    [{ parallel_tool_calls: false }, 'parallel_tool_calls'],
    [{ response_format: { type: 'json_object' } }, 'response_format'],
    [{ audio: {} }, 'audio'],
    [{ modalities: ['text', 'audio'] }, 'modalities'],
    [{ prediction: { type: 'content', content: 'x' } }, 'prediction'],
    [{ reasoning_effort: 'low' }, 'reasoning_effort'],
    [{ verbosity: 'low' }, 'verbosity'],
    [{ web_search_options: {} }, 'web_search_options'],
    [{ store: true }, 'store'],
    [{ service_tier: 'priority' }, 'service_tier'],
    [{ metadata: { a: 1 } }, 'metadata.a'],
    [{ max_tokens: 1, max_completion_tokens: 2 }, 'max_tokens'],
    [{ max_completion_tokens: 0 }, 'max_completion_tokens'],
    [{ logprobs: 5 }, 'logprobs'],
    [{ logprobs: true, top_logprobs: 21 }, 'top_logprobs'],
    [{ top_logprobs: 3 }, 'top_logprobs'],
    [{ echo: true }, 'echo'],
    [{ prompt: 'x' }, 'prompt'],
  ])('%j is refused at %s', (fields, param) => {
    expect(refusalOf(() => chat(fields)).param).toBe(param);
  });
});

describe('parameters of completions alone', () => {
  it.each([
    { prompt: ['x'] },
    { prompt: '' },
    { logprobs: 0 },
    { logprobs: 5 },
    { best_of: 1 },
    { echo: false },
    { suffix: null },
  ])('accepts %j', (fields) => {
    expect(() => completion(fields)).not.toThrow();
  });

  it.each<[object, string]>([
    [{ prompt: null }, 'prompt'],
    [{ prompt: [] }, 'prompt'],
    [{ prompt: ['a', 'b'] }, 'prompt'],
    [{ prompt: [1, 2] }, 'prompt'],
    [{ logprobs: 6 }, 'logprobs'],
    [{ logprobs: true }, 'logprobs'],
    [{ best_of: 2 }, 'best_of'],
    [{ best_of: 1, n: 2 }, 'best_of'],
    [{ echo: true }, 'echo'],
    [{ suffix: 'x' }, 'suffix'],
    [{ messages }, 'messages'],
    [{ tools: [] }, 'tools'],
  ])('%j is refused at %s', (fields, param) => {
    expect(refusalOf(() => completion(fields)).param).toMatch(new RegExp(`^${param}`));
  });
});

it.each([null, [], 'text', 7])('a body that is %j and no object is refused', (body) => {
  expect(refusalOf(() => parseChatCompletionRequest(body))).toMatchObject({
    code: 'invalid_body',
    param: null,
  });
});
