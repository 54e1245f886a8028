import { BadInput } from '../bad-input.js';
import { limitPrompts, parsePrompts } from './parse-prompts.js';

const parse = (...lines: unknown[]): ReturnType<typeof parsePrompts> =>
  parsePrompts(
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    'a.jsonl',
  );

describe('parsePrompts', () => {
  it('reads prompts, messages and turns, and skips empty lines', () => {
    const system = { role: 'system', content: 'be brief' };
    const user = { role: 'user', content: 'hello' };
    expect(
      parse(
        { stream: 'x', prompt: 'one' },
        '',
        { stream: 'y', messages: [system, user] },
        { stream: 'y', turns: ['a', 'b'] },
      ),
    ).toEqual([
      { stream: 'x', lineNumber: 1, turns: [[{ role: 'user', content: 'one' }]] },
      { stream: 'y', lineNumber: 3, turns: [[system, user]] },
      {
        stream: 'y',
        lineNumber: 4,
        turns: [[{ role: 'user', content: 'a' }], [{ role: 'user', content: 'b' }]],
      },
    ]);
  });

  it.each([
    ['{"prompt": "a"', /a\.jsonl, line 1: not JSON/],
    ['[1]', /line 1: not a JSON object/],
    ['{"stream": "x"}', /line 1: exactly one of/],
    ['{"prompt": "a", "turns": ["b"]}', /line 1: exactly one of/],
    ['{"prompt": ""}', /line 1: "prompt" must be/],
    ['{"turns": []}', /line 1: "turns" must be/],
    ['{"turns": ["a", 3]}', /line 1: "turns"\[1\] must be/],
    ['{"messages": [{"role": "user"}]}', /line 1: "messages"\[0\] needs/],
    ['{"stream": 3, "prompt": "a"}', /line 1: "stream" must be/],
    ['\n\n', /has no prompts/],
  ])('refuses %j in one line that names the place', (text, message) => {
    expect(() => parse(text)).toThrow(BadInput);
    expect(() => parse(text)).toThrow(message);
  });

  it('counts lines as an editor does', () => {
    expect(() => parse({ prompt: 'a' }, '', 'nonsense')).toThrow(/line 3/);
  });
});

it('limits evenly over the streams and keeps the order of the file', () => {
  const lines = ['x', 'x', 'x', 'y', 'x', 'y', 'z'].map((stream) => ({ stream, prompt: 'a' }));
  const kept = limitPrompts(parse(...lines), 5);
  expect(kept.map(({ lineNumber }) => lineNumber)).toEqual([1, 2, 4, 6, 7]);
  expect(limitPrompts(parse(...lines), 100)).toHaveLength(7);
});

it("takes Spec-Bench's own file, its first eight categories as the task of conversation", () => {
  const lines = ['stem', 'rag'].map((category) =>
    JSON.stringify({ question_id: 1, category, turns: ['Why?'] }),
  );
  expect(parsePrompts(lines.join('\n'), 'question.jsonl').map(({ stream }) => stream)).toEqual([
    'chat',
    'rag',
  ]);
});
