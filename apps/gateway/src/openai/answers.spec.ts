import {
  chatCompletionChunkSchema,
  chatCompletionSchema,
  completionChunkSchema,
  completionSchema,
  type DecodeEvent,
} from '@slipstream/contract';
import type { AnswerFormat } from './answer-format.js';
import { ChatAnswer } from './chat-answer.js';
import { ChoiceCollector } from './choice-collector.js';
import { CompletionAnswer } from './completion-answer.js';
import { encodeServerSentEvent } from './server-sent-events.js';

const envelope = { id: 'x-1', created: 7, model: 'demo' };
const token = (text: string, logprob: number) => ({ token: text, bytes: [...Buffer.from(text)], logprob });

/** Two choices, interleaved; the first has a token whose bytes do not end a character yet. */
const events: DecodeEvent[] = [
  { type: 'start', promptTokens: 5, cachedTokens: 2, fingerprint: 'fp' },
  { type: 'delta', index: 0, text: '', tokens: [7] },
  { type: 'delta', index: 1, text: 'B', tokens: [7] },
  { type: 'delta', index: 0, text: 'A', tokens: [7] },
  { type: 'finish', index: 1, reason: 'length', completionTokens: 1 },
  { type: 'delta', index: 0, text: 'a', tokens: [7] },
  { type: 'finish', index: 0, reason: 'stop', completionTokens: 3 },
  {
    type: 'done',
    usage: { promptTokens: 5, completionTokens: 4, cachedTokens: 2 },
    speculation: { steps: 2, draftedTokens: 2, acceptedTokens: 1, acceptanceLength: 2 },
  },
];
const usage = {
  prompt_tokens: 5,
  completion_tokens: 4,
  total_tokens: 9,
  prompt_tokens_details: { cached_tokens: 2 },
};

function wholeOf(format: AnswerFormat, input = events): object {
  const collector = new ChoiceCollector();
  input.forEach((event) => collector.add(event));
  return format.whole(collector, { speculation: 'left-out' });
}

function chunksOf(format: AnswerFormat, usageMode: 'included' | 'left-out', input = events): object[] {
  const writer = format.createChunkWriter({ usage: usageMode, speculation: 'left-out' });
  return input.flatMap((event) => writer.write(event));
}

describe('chat', () => {
  const format = new ChatAnswer(envelope, 'left-out');

  it('gathers the choices in order of their index', () => {
    const whole = chatCompletionSchema.parse(wholeOf(format));
    expect(whole).toMatchObject({ ...envelope, object: 'chat.completion', system_fingerprint: 'fp', usage });
    expect(whole.choices.map(({ message, finish_reason }) => [message.content, finish_reason])).toEqual([
      ['Aa', 'stop'],
      ['B', 'length'],
    ]);
  });

  it('opens every choice with its role and repeats the envelope on every chunk', () => {
    const chunks = chunksOf(format, 'left-out').map((chunk) =>
      chatCompletionChunkSchema.strict().parse(chunk),
    );
    for (const chunk of chunks) {
      expect(chunk).toMatchObject({ ...envelope, object: 'chat.completion.chunk', system_fingerprint: 'fp' });
      expect(chunk).not.toHaveProperty('usage');
    }
    expect(
      chunks.map(({ choices }) => [choices[0]!.index, choices[0]!.delta, choices[0]!.finish_reason]),
    ).toEqual([
      [1, { role: 'assistant', content: '', refusal: null }, null],
      [1, { content: 'B' }, null],
      [0, { role: 'assistant', content: '', refusal: null }, null],
      [0, { content: 'A' }, null],
      [1, {}, 'length'],
      [0, { content: 'a' }, null],
      [0, {}, 'stop'],
    ]);
  });

  it('ends with the usage alone when it was asked for, and says null before', () => {
    const chunks = chunksOf(format, 'included').map((chunk) => chatCompletionChunkSchema.parse(chunk));
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
  });

  it('opens a choice that finishes without any text', () => {
    const chunks = chunksOf(format, 'left-out', [
      { type: 'finish', index: 0, reason: 'stop', completionTokens: 0 },
    ]) as { choices: { delta: object }[] }[];
    expect(chunks.map(({ choices }) => choices[0]!.delta)).toEqual([
      { role: 'assistant', content: '', refusal: null },
      {},
    ]);
  });

  it('reports log probabilities per token', () => {
    const delta: DecodeEvent = {
      type: 'delta',
      index: 0,
      text: 'A',
      tokens: [7],
      logprobs: [{ ...token('A', -0.1), top: [token('A', -0.1), token('B', -3)] }],
    };
    const content = [{ ...token('A', -0.1), top_logprobs: [token('A', -0.1), token('B', -3)] }];
    const withLogprobs = new ChatAnswer(envelope, 'included');
    expect(wholeOf(withLogprobs, [delta])).toMatchObject({
      choices: [{ logprobs: { content, refusal: null } }],
    });
    expect(chunksOf(withLogprobs, 'left-out', [delta])[1]).toMatchObject({
      choices: [{ logprobs: { content, refusal: null } }],
    });
  });
});

describe('completions', () => {
  const format = new CompletionAnswer(envelope, 'left-out');

  it('gathers the choices in order of their index', () => {
    const whole = completionSchema.parse(wholeOf(format));
    expect(whole.choices.map(({ text, finish_reason }) => [text, finish_reason])).toEqual([
      ['Aa', 'stop'],
      ['B', 'length'],
    ]);
    expect(whole.usage).toEqual(usage);
  });

  it('streams text without opening chunks', () => {
    const chunks = chunksOf(format, 'included').map((chunk) => completionChunkSchema.parse(chunk));
    expect(chunks.slice(0, -1).map(({ choices }) => [choices[0]!.index, choices[0]!.text])).toEqual([
      [1, 'B'],
      [0, 'A'],
      [1, ''],
      [0, 'a'],
      [0, ''],
    ]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
  });

  it('reports log probabilities with offsets in code points, and parts of characters by their bytes', () => {
    const bytes = [...Buffer.from('🙂')];
    const half = (part: number[]) => ({ token: '\ufffd', bytes: part, logprob: -1, top: [] });
    const deltas: DecodeEvent[] = [
      {
        type: 'delta',
        index: 0,
        text: 'é',
        tokens: [7],
        logprobs: [{ ...token('é', -2), top: [token('x', -1)] }],
      },
      { type: 'delta', index: 0, text: '', tokens: [7], logprobs: [half(bytes.slice(0, 2))] },
      { type: 'delta', index: 0, text: '🙂', tokens: [7], logprobs: [half(bytes.slice(2))] },
      { type: 'delta', index: 0, text: '!', tokens: [7], logprobs: [{ ...token('!', -3), top: [] }] },
    ];
    const expected = {
      tokens: ['é', 'bytes:\\xf0\\x9f', 'bytes:\\x99\\x82', '!'],
      token_logprobs: [-2, -1, -1, -3],
      top_logprobs: [{ é: -2, x: -1 }, { 'bytes:\\xf0\\x9f': -1 }, { 'bytes:\\x99\\x82': -1 }, { '!': -3 }],
      text_offset: [0, 1, 1, 2],
    };
    const withLogprobs = new CompletionAnswer(envelope, 'included');
    expect(wholeOf(withLogprobs, deltas)).toMatchObject({ choices: [{ logprobs: expected }] });
    const streamed = chunksOf(withLogprobs, 'left-out', deltas).map((chunk) =>
      completionChunkSchema.parse(chunk),
    );
    expect(streamed.flatMap(({ choices }) => choices[0]!.logprobs!.text_offset)).toEqual(
      expected.text_offset,
    );
  });
});

it('frames a message as one event, whatever line breaks its text has', () => {
  expect(encodeServerSentEvent({ text: 'a\n\nb\r\nc\u2028' })).toBe(
    'data: {"text":"a\\n\\nb\\r\\nc\u2028"}\n\n',
  );
});

describe('how an answer was drafted', () => {
  const details = {
    arms: { none: 1, static: 1, adaptive: 0, chained: 1 },
    draftLengths: [1, 0, 2],
    acceptedAt: [2, 1],
    reachedAt: [2, 2],
    draftMs: 1.5,
    scoreMs: 30,
  };
  const told: DecodeEvent[] = [
    {
      type: 'done',
      usage: { promptTokens: 5, completionTokens: 4, cachedTokens: 2 },
      speculation: { steps: 3, draftedTokens: 4, acceptedTokens: 3, acceptanceLength: 2, details },
    },
  ];
  const speculation = {
    steps: 3,
    drafted_tokens: 4,
    accepted_tokens: 3,
    acceptance_length: 2,
    arms: details.arms,
    lookahead_histogram: [1, 0, 2],
    acceptance_by_position: [1, 0.5],
    draft_ms: 1.5,
    score_ms: 30,
  };
  const format = new ChatAnswer(envelope, 'left-out');

  it('is told in a whole answer if it was asked for, and not otherwise', () => {
    const collector = new ChoiceCollector();
    told.forEach((event) => collector.add(event));
    expect(chatCompletionSchema.parse(format.whole(collector, { speculation: 'included' }))).toMatchObject({
      speculation,
    });
    expect(format.whole(collector, { speculation: 'left-out' })).not.toHaveProperty('speculation');
  });

  it('is told in a last chunk without choices, with usage or without', () => {
    for (const usageMode of ['included', 'left-out'] as const) {
      const writer = format.createChunkWriter({ usage: usageMode, speculation: 'included' });
      expect(told.flatMap((event) => writer.write(event))).toMatchObject([{ choices: [], speculation }]);
    }
  });
});
