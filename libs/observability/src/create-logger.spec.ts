import { createLogger } from './index.js';

const key = 'sk_slip_0123456789abcdefABCDEF0123456789';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ name: 'spec', level: 'info', destination }));
  return lines.join('');
}

describe('a key appears in no log line', () => {
  it.each<[string, (logger: ReturnType<typeof createLogger>) => void]>([
    ['in the message', (logger) => logger.info(`key ${key} is bad`)],
    ['as a format argument', (logger) => logger.info('key %s is bad', key)],
    [
      'in a nested field',
      (logger) => logger.info({ request: { headers: { 'x-other': [`a ${key}`] } } }, 'hm'),
    ],
    ['in a child binding', (logger) => logger.child({ caller: key }).info('hm')],
    ['in an error', (logger) => logger.error(new Error(`refused ${key}`))],
    ['in an error under err', (logger) => logger.error({ err: new Error(`refused ${key}`) }, 'hm')],
    ['in a cause', (logger) => logger.error({ error: new Error('outer', { cause: new Error(key) }) }, 'hm')],
    ['in a field name', (logger) => logger.info({ [key]: 1 }, 'hm')],
    ['cut short', (logger) => logger.info(key.slice(0, 20))],
  ])('%s', (_place, write) => {
    const line = logged(write);
    expect(line).toMatch(/\[redacted\]/);
    expect(line).not.toContain(key.slice(8, 20));
    expect(() => JSON.parse(line) as unknown).not.toThrow();
  });
});

it('masks what is secret by its name, in any spelling', () => {
  const line = logged((logger) =>
    logger.info(
      { Authorization: 'abc', api_key: 'abc', worker: { workerSecret: 'abc', token: 'abc' } },
      'hm',
    ),
  );
  expect(line).not.toContain('abc');
});

it('masks bearer tokens and passwords in URLs within text', () => {
  const line = logged((logger) => logger.info('Bearer deadbeef at postgresql://me:hunter2@localhost/db'));
  expect(line).not.toMatch(/deadbeef|hunter2/);
  expect(line).toContain('localhost/db');
});

it('keeps a line valid JSON where masked text touches quotes', () => {
  const line = logged((logger) => logger.info({ a: 'said "Bearer x" a://b:c', d: 'e@f' }, 'hm'));
  expect(JSON.parse(line)).toMatchObject({ a: 'said "Bearer [redacted]" a://b:c', d: 'e@f' });
});

it('names the type, code and cause of an error, and none of its other fields', () => {
  const error = Object.assign(new RangeError('outer', { cause: new Error('inner') }), {
    code: 'E1',
    settings: 'private',
  });
  const cause = { type: 'Error', message: 'inner' };
  const expected = { err: { type: 'RangeError', message: 'outer', code: 'E1', cause } };
  for (const line of [
    logged((logger) => logger.error({ err: error }, 'hm')),
    logged((logger) => logger.error(error)),
  ]) {
    expect(JSON.parse(line)).toMatchObject(expected);
    expect(line).not.toContain('private');
  }
});

it('leaves ordinary fields alone, with time and level readable', () => {
  const line = JSON.parse(
    logged((logger) => logger.info({ promptTokens: 3, tokens: [1, 2], at: new Date(0) }, 'done')),
  ) as object;
  expect(line).toMatchObject({
    name: 'spec',
    level: 'info',
    promptTokens: 3,
    tokens: [1, 2],
    at: '1970-01-01T00:00:00.000Z',
    msg: 'done',
  });
});
