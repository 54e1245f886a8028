import { encodeEventLine, type DecodeEvent } from '@slipstream/contract';
import { readEvents } from './read-events.js';

const done: DecodeEvent = {
  type: 'done',
  usage: { promptTokens: 1, completionTokens: 1, cachedTokens: 0 },
  speculation: { steps: 1, draftedTokens: 0, acceptedTokens: 0, acceptanceLength: 1 },
};
const delta: DecodeEvent = { type: 'delta', index: 0, text: 'a', tokens: [7] };

async function read(
  chunks: (string | Error)[],
  signal = new AbortController().signal,
): Promise<DecodeEvent[]> {
  async function* body(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) {
      if (chunk instanceof Error) {
        throw chunk;
      }
      yield await Promise.resolve(new TextEncoder().encode(chunk));
    }
  }
  const events: DecodeEvent[] = [];
  for await (const batch of readEvents(body(), signal)) {
    events.push(...batch);
  }
  return events;
}

it('gives the events of a whole answer', async () => {
  expect(await read([encodeEventLine(delta), encodeEventLine(done)])).toEqual([delta, done]);
});

it.each<[string, (string | Error)[], string]>([
  ['ends before it is done', [encodeEventLine(delta)], 'disconnected'],
  ['is empty', [], 'disconnected'],
  ['breaks', [encodeEventLine(delta), new Error('socket')], 'disconnected'],
  ['is cut off within an event', [encodeEventLine(delta), '{"type":'], 'failed'],
  ['is no protocol', ['hello\n'], 'failed'],
  ['reports an error', [encodeEventLine({ type: 'error', code: 'internal', message: 'oops' })], 'failed'],
  [
    'was aborted',
    [encodeEventLine({ type: 'finish', index: 0, reason: 'aborted', completionTokens: 1 })],
    'unavailable',
  ],
])('fails when the answer %s', async (_how, chunks, kind) => {
  await expect(read(chunks)).rejects.toMatchObject({ name: 'WorkerError', kind });
});

it('gives what came before an error, even within one chunk', async () => {
  const error: DecodeEvent = { type: 'error', code: 'internal', message: 'oops' };
  const chunk = new TextEncoder().encode([delta, error].map(encodeEventLine).join(''));
  async function* body(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(chunk);
  }
  const batches = readEvents(body(), new AbortController().signal);
  expect(await batches.next()).toEqual({ done: false, value: [delta] });
  await expect(batches.next()).rejects.toMatchObject({ code: 'internal' });
});

it('passes on why the reading was aborted', async () => {
  const controller = new AbortController();
  controller.abort(new Error('the client left'));
  await expect(read([new Error('socket')], controller.signal)).rejects.toThrow('the client left');
});

it('gives up a worker that falls silent in mid-answer, but not one that is reading a prompt', async () => {
  const start: DecodeEvent = { type: 'start', promptTokens: 1, cachedTokens: 0, fingerprint: 'fp' };
  const stall = new AbortController();
  const encoded = (event: DecodeEvent) => new TextEncoder().encode(encodeEventLine(event));
  async function* body(): AsyncGenerator<Uint8Array> {
    yield encoded(start);
    await new Promise((resolve) => setTimeout(resolve, 50));
    yield encoded(delta);
    await new Promise((_, reject) =>
      stall.signal.addEventListener('abort', () => reject(new Error('cut off'))),
    );
  }
  const guard = { silenceMsMax: 10, onStall: () => stall.abort() };
  const batches = readEvents(body(), new AbortController().signal, guard);
  expect((await batches.next()).value).toEqual([start]);
  expect((await batches.next()).value).toEqual([delta]);
  await expect(batches.next()).rejects.toMatchObject({ name: 'WorkerError' });
});
