import { connect } from 'node:net';
import { once } from 'node:events';
import { openAiErrorBodySchema } from '@slipstream/contract';
import { chatBody, startHarness, type Harness } from './support/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  harness.worker.answerWith((call) => call.answer('ok'));
}, 60_000);
afterAll(() => harness.close());

const chatPath = '/v1/chat/completions';
const chat = (fields: object) => () => harness.post(chatPath, { ...chatBody, ...fields });
const send = (method: string, path: string) => () =>
  fetch(`${harness.origin}${path}`, { method, headers: { authorization: `Bearer ${harness.secret}` } });

interface Case {
  name: string;
  send: () => Promise<Response>;
  status: number;
  code: string;
  param?: string;
}

const cases: Case[] = [
  {
    name: 'broken JSON',
    send: () => harness.post(chatPath, '{"model": "demo",'),
    status: 400,
    code: 'invalid_body',
  },
  { name: 'an empty body', send: () => harness.post(chatPath, ''), status: 400, code: 'invalid_body' },
  { name: 'an array as body', send: () => harness.post(chatPath, []), status: 400, code: 'invalid_body' },
  {
    name: 'an attempt at the prototype',
    send: () => harness.post(chatPath, '{"__proto__": {"model": "demo"}}'),
    status: 400,
    code: 'invalid_body',
  },
  {
    name: 'another content type',
    send: () => harness.post(chatPath, 'model=demo', { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    name: 'plain text',
    send: () => harness.post(chatPath, 'hello', { 'content-type': 'text/plain' }),
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    name: 'a body over the limit',
    send: chat({ messages: [{ role: 'user', content: 'x'.repeat(1_100_000) }] }),
    status: 413,
    code: 'body_too_large',
  },
  { name: 'a wrong method', send: send('GET', chatPath), status: 405, code: 'method_not_allowed' },
  {
    name: 'a wrong method on models',
    send: send('DELETE', '/v1/models/demo'),
    status: 405,
    code: 'method_not_allowed',
  },
  { name: 'a preflight', send: send('OPTIONS', chatPath), status: 405, code: 'method_not_allowed' },
  { name: 'an unknown route', send: send('GET', '/v1/embeddings'), status: 404, code: 'unknown_url' },
  { name: 'a broken URL', send: send('GET', '/v1/models/%zz'), status: 400, code: 'invalid_url' },
  {
    name: 'no model',
    send: chat({ model: undefined }),
    status: 400,
    code: 'missing_required_parameter',
    param: 'model',
  },
  {
    name: 'no messages',
    send: chat({ messages: [] }),
    status: 400,
    code: 'invalid_value',
    param: 'messages',
  },
  {
    name: 'an image',
    send: chat({ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] }),
    status: 400,
    code: 'invalid_value',
    param: 'messages[0].content[0].type',
  },
  {
    name: 'a hot temperature',
    send: chat({ temperature: 3 }),
    status: 400,
    code: 'invalid_value',
    param: 'temperature',
  },
  { name: 'tools', send: chat({ tools: [] }), status: 400, code: 'unsupported_parameter', param: 'tools' },
  {
    name: 'a typo',
    send: chat({ temprature: 1 }),
    status: 400,
    code: 'unknown_parameter',
    param: 'temprature',
  },
  {
    name: 'a token prompt',
    send: () => harness.post('/v1/completions', { model: 'demo', prompt: [1, 2] }),
    status: 400,
    code: 'invalid_value',
    param: 'prompt',
  },
];

it.each(cases)('answers $name with $status $code', async ({ send, status, code, param }) => {
  const response = await send();
  const { error } = openAiErrorBodySchema.strict().parse(await response.json());
  expect({ status: response.status, code: error.code, type: error.type }).toEqual({
    status,
    code,
    type: 'invalid_request_error',
  });
  if (param !== undefined) {
    expect(error.param).toMatch(param);
    expect(error.message).toContain(param);
  }
  expect(response.headers.get('x-request-id')).toBeTruthy();
});

it.each([
  ['is no HTTP', 'EHLO mail\r\n\r\n', 400],
  ['has headers too large', `GET /v1/models HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
])('answers what %s, and hangs up', async (_what, bytes, status) => {
  const { port, hostname } = new URL(harness.origin);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  let answer = '';
  socket.on('data', (text: string) => (answer += text));
  socket.write(bytes);
  await once(socket, 'close');
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(() => openAiErrorBodySchema.parse(JSON.parse(answer.split('\r\n\r\n')[1]!))).not.toThrow();
});

it('is unharmed by all of them', async () => {
  expect((await harness.post(chatPath, chatBody)).status).toBe(200);
});
